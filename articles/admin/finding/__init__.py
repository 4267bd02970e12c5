"""Finding stories: what was typed, the stories that match, why they do, and views to keep."""

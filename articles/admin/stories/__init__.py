"""The desk of the stories: the form, its steps, its lists."""

"""Notes between colleagues, beside the story form and on a page of their own."""

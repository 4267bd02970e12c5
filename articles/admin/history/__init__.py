"""A story's past at the desk: its history, comparison, restoring, and what readers had."""

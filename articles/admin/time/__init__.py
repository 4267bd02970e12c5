"""Time at the desk: the pages that ask for an hour, and what is said of the hours of a story."""

"""Two frozen versions of a story compared, for people. Pure."""

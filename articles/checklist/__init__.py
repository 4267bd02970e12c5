"""What is asked of a story before it is published. Pure: no database, no clock, no network."""

"""Corrections at the desk: their rows in the story's form, and those that are to be printed."""

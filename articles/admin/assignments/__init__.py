"""Planned stories at the desk: their form, their list, their steps and the calendar of the week."""

"""Alerts to the moderators' channel: when, what they say, and how they get there."""

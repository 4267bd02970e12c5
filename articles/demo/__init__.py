"""The demonstration newspaper: stories and pictures as files, and how they get into the desk."""

"""Policy and conflict mode at the desk."""

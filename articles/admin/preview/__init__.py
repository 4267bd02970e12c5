"""The reader's page of what readers do not have: at the desk, and by a link from the desk."""

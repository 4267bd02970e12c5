"""Nothing typed is lost: the journal of unsaved work, and who is at a story."""

"""The background worker: queued tasks, periodic sweeps, and a sign of life."""

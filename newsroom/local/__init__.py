"""`make run`: the whole newsroom on one machine, started and stopped as one thing."""

"""A synthetic archive of any size, for benchmarks: rows like the desk's own, written in bulk."""

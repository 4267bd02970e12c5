"""`make bench`: what a page costs, beside a bare Django view that returns the same bytes."""

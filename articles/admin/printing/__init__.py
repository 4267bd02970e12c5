"""The printed paper at the desk: plans, page by page, and the record of what was printed."""

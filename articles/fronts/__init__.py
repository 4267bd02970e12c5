"""The front page as the desk arranges it: plans in versions, and the strip of breaking news."""

"""What votes are worth. Pure."""

from __future__ import annotations

from math import sqrt

Z = 1.96  # normal quantile of a 95 % interval


def wilson(up: int, down: int) -> float:
    """The lower end of Wilson's 95 % interval for the share of votes up; 0 without votes.

    It ranks 40 of 50 above 2 of 2: what is known about little-voted comments counts little.
    Source: E. B. Wilson, "Probable inference", J. Am. Stat. Assoc. 22 (1927).
    """
    votes = up + down
    if votes == 0:
        return 0.0
    share = up / votes
    spread = Z * sqrt((share * (1 - share) + Z * Z / (4 * votes)) / votes)
    return max(0.0, (share + Z * Z / (2 * votes) - spread) / (1 + Z * Z / votes))

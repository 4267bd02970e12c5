"""How much a comment resembles what the desk refused.

``interface`` says what a scorer is, ``local`` is the one that is used, ``bayes`` how it reckons,
``training`` how it learns from the desk's decisions.
"""

from comments.scoring.interface import Score, Scorer, Unavailable
from comments.scoring.local import scorer

__all__ = ["Score", "Scorer", "Unavailable", "scorer"]

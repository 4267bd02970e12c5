"""Finding in a reader's text what a rule names, however it is spelled. Pure.

``folding`` writes a text so that spellings of one word are equal and remembers where each letter
stood; ``patterns`` finds words and phrases in it; ``domains`` finds web addresses; ``linked`` tells
which addresses may be one person's.
"""

from comments.matching.folding import Folded, Word, fold
from comments.matching.patterns import BadPattern, Pattern, Span

__all__ = ["BadPattern", "Folded", "Pattern", "Span", "Word", "fold"]

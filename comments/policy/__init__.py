"""Who may comment under a story, and what is read first.

``resolve`` holds the rule and is pure; ``asking`` fetches what it needs; ``words`` says it to the
desk and to readers.
"""

from comments.policy.asking import in_force_on, waiting_since
from comments.policy.resolve import Choice, InForce, Mode, Situation, Why, resolve

__all__ = ["Choice", "InForce", "Mode", "Situation", "Why", "in_force_on", "resolve"]
__all__ += ["waiting_since"]

"""Names that a reader may not have because they would pass for the newspaper's own people."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from django.conf import settings
from django.core.cache import cache
from django.db.models import Value
from django.utils.translation import gettext as _

from articles.models.contributor import Contributor, ContributorKind
from comments.likeness import skeleton, words
from staff.models import User

# Words that speak for the newspaper wherever they stand in a name, and those that do so alone.
TITLES = "editor editorial moderator administrator admin webmaster newsroom محرر المحرر محررة مشرف"
TITLES += " المشرف مشرفة إدارة الإدارة مدير رئيس_التحرير هيئة_التحرير"
ALONE = (
    "staff desk reporter journalist official support team author حساب_رسمي التحرير صحفي مراسل كاتب"
)
NAMES_KEPT = "comments:names"
NAMES_KEPT_FOR = 60  # seconds
ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:com|net|org|info|io|me|co|lb|sy|ru|xyz|shop)\b", re.I)


def _skeletons(listed: str) -> frozenset[str]:
    return frozenset(skeleton(one.replace("_", " ")) for one in listed.split())


TITLE_SKELETONS = _skeletons(TITLES)
ALONE_SKELETONS = _skeletons(ALONE)


def check(name: str) -> str | None:
    """What is wrong with a display name, as a sentence for the reader; nothing if it may be used.

    Compared is what a name looks like: neither Cyrillic letters nor digits help to imitate.
    """
    if ADDRESS.search(name):
        return _("A name may not be an email or web address; everybody would see it.")
    if any(unicodedata.category(one) in {"So", "Sk", "Co", "Cn"} for one in name):
        return _("Please write your name without pictures or signs: they look like our badges.")
    whole = skeleton(name)
    if _speaks_for_the_paper(whole, words(name)):
        return _("This name sounds like somebody who speaks for the newspaper. Choose another one.")
    if whole in _own_people():
        return _(
            "Somebody who works for the newspaper has this name. If it is yours too, add something"
            " to it, such as your town."
        )
    return None


def _speaks_for_the_paper(whole: str, parts: list[str]) -> bool:
    own = {skeleton(name) for name in settings.NEWSPAPER_NAME.values()}
    if whole in ALONE_SKELETONS or any(name in whole for name in own if len(name) > 3):
        return True
    # Two words in a row too, and letters set apart: "E d i t o r".
    pairs = {first + second for first, second in pairwise(parts)}
    spelled = all(len(part) == 1 for part in parts)
    return bool((pairs | set(parts)) & TITLE_SKELETONS) or (spelled and whole in TITLE_SKELETONS)


def _own_people() -> frozenset[str]:
    """How the names of contributors and staff look. Withheld names are not among them: a refusal
    would give them away."""
    kept: frozenset[str] | None = cache.get(NAMES_KEPT)
    if kept is None:
        people = Contributor.objects.filter(withheld=False).exclude(kind=ContributorKind.AGENCY)
        staff = User.objects.filter(is_active=True).values_list("name", Value(""))
        pairs = people.order_by().values_list("name", "name_ar").union(staff.order_by())
        kept = frozenset(skeleton(one) for pair in pairs for one in pair) - {""}
        cache.set(NAMES_KEPT, kept, NAMES_KEPT_FOR)
    return kept

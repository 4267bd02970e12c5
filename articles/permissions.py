"""Who may do what with stories: plain predicates for views and admin. Verbs check state only."""

from __future__ import annotations

from articles.models import Article
from articles.workflow import Editorial, Verb
from staff.permissions import Person, roles_of
from staff.roles import Role

WRITERS = frozenset({Role.JOURNALIST, Role.EDITOR, Role.CHIEF})
EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
CHIEFS = frozenset({Role.CHIEF})
EVERYBODY = frozenset(Role)

# Who may use a verb at all; a journalist only on own stories (see can_use).
VERBS: dict[Verb, frozenset[Role]] = {
    Verb.SUBMIT: WRITERS,
    Verb.SEND_BACK: EDITORS,
    Verb.APPROVE: EDITORS,
    Verb.AMEND: frozenset(),  # happens by itself when an approved text changes
    Verb.PUBLISH: EDITORS,
    Verb.WITHDRAW: EDITORS,
}


def is_own(person: Person, article: Article) -> bool:
    """Whether the person began the story or stands in its byline."""
    if person.pk is None:
        return False
    if article.created_by_id == person.pk:
        return True
    return article.bylines.filter(contributor__user=person.pk).exists()


def can_view_stories(person: Person) -> bool:
    return bool(roles_of(person) & EVERYBODY)


def can_write(person: Person) -> bool:
    return bool(roles_of(person) & WRITERS)


def can_edit(person: Person, article: Article) -> bool:
    """Editors edit everything; journalists their own stories until an editor has approved them."""
    roles = roles_of(person)
    if roles & EDITORS:
        return True
    if Role.JOURNALIST not in roles or not is_own(person, article):
        return False
    return article.editorial in {Editorial.DRAFT, Editorial.SUBMITTED}


def can_use(person: Person, verb: Verb, article: Article) -> bool:
    """Whether the person may use a verb on this story, whatever its status."""
    roles = roles_of(person)
    if not roles & VERBS[verb]:
        return False
    return bool(roles & EDITORS) or is_own(person, article)


def can_correct(person: Person) -> bool:
    """Corrections speak for the newspaper: editors write them."""
    return bool(roles_of(person) & EDITORS)


def can_upload_photos(person: Person) -> bool:
    return can_write(person)


def can_keep_reference(person: Person) -> bool:
    """Contributors, places and print editions: whoever writes may add what a story needs."""
    return can_write(person)


def can_change_reference(person: Person) -> bool:
    return bool(roles_of(person) & EDITORS)


def can_manage_sections(person: Person) -> bool:
    return bool(roles_of(person) & CHIEFS)


def can_write_wording(person: Person) -> bool:
    return bool(roles_of(person) & CHIEFS)

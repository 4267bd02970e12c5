"""The desk. Importing this package puts it together; other apps register with ``desk``."""

from __future__ import annotations

from taggit.models import Tag

from articles.admin.accounts import AccountAdmin
from articles.admin.assignments.admin import AssignmentAdmin
from articles.admin.assignments.landing import register_panels as register_assignments
from articles.admin.checklist.levels_page import PointLevelsAdmin
from articles.admin.front.admin import FrontAdmin
from articles.admin.journal.panel import register_panel as register_unsaved_work
from articles.admin.notes.panel import register_panel as register_mentions
from articles.admin.photos import PhotoAdmin
from articles.admin.printing.editions import EditionAdmin
from articles.admin.reference import (
    ContributorAdmin,
    PlaceAdmin,
    SectionAdmin,
    TagAdmin,
)
from articles.admin.site import desk
from articles.admin.spellings import SpellingAdmin
from articles.admin.stories.admin import StoryAdmin
from articles.admin.stories.landing import register_panels
from articles.admin.wording import WordingAdmin
from articles.models import (
    Article,
    Assignment,
    Contributor,
    Front,
    NameAlias,
    Photo,
    Place,
    PointLevels,
    PrintEdition,
    Section,
    Wording,
)
from staff.models import User

desk.register(Article, StoryAdmin)
desk.register(Assignment, AssignmentAdmin)
desk.register(Front, FrontAdmin)
desk.register(Photo, PhotoAdmin)
desk.register(Contributor, ContributorAdmin)
desk.register(Place, PlaceAdmin)
desk.register(PrintEdition, EditionAdmin)
desk.register(Tag, TagAdmin)
desk.register(NameAlias, SpellingAdmin)
desk.register(Section, SectionAdmin)
desk.register(Wording, WordingAdmin)
desk.register(PointLevels, PointLevelsAdmin)
desk.register(User, AccountAdmin)
register_panels()
register_assignments()
register_mentions()
register_unsaved_work()

__all__ = ["desk"]

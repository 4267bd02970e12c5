from articles.models.alias import NameAlias
from articles.models.appointment import Appointment
from articles.models.article import Article
from articles.models.assignment import (
    Assignee,
    Assignment,
    AssignmentLetter,
    AssignmentStep,
    Errand,
)
from articles.models.checklist import CheckedLink, LinkState, PointLevels
from articles.models.contributor import Byline, BylineRole, Contributor, ContributorKind
from articles.models.correction import Correction, CorrectionKind, Medium
from articles.models.edition import Placement, PrintEdition
from articles.models.finding import Findable, SavedView
from articles.models.front import (
    BreakingStrip,
    Front,
    FrontAct,
    FrontRelease,
    FrontVerb,
    FrontVersion,
)
from articles.models.journal import JournalEntry
from articles.models.note import Mention, Note, NoteField
from articles.models.old_address import OldAddress
from articles.models.photo import Illustration, Photo
from articles.models.place import Dateline, Place
from articles.models.presence import Sitting
from articles.models.preview import SharedPreview
from articles.models.print_act import PrintAct, PrintVerb
from articles.models.public_correction import PublicCorrection
from articles.models.reading import MostRead, Reading
from articles.models.related import RelatedStory
from articles.models.release import Listing, Release
from articles.models.revision import Revision
from articles.models.search import SearchDocument, SearchName
from articles.models.section import Section
from articles.models.shown import ShownFile
from articles.models.story import ListedStory, Story
from articles.models.told import CorrectionListing
from articles.models.transition import Transition
from articles.models.wording import Wording, WordingKind

__all__ = [
    "Appointment",
    "Article",
    "Assignee",
    "Assignment",
    "AssignmentLetter",
    "AssignmentStep",
    "BreakingStrip",
    "Byline",
    "BylineRole",
    "CheckedLink",
    "Contributor",
    "ContributorKind",
    "Correction",
    "CorrectionKind",
    "CorrectionListing",
    "Dateline",
    "Errand",
    "Findable",
    "Front",
    "FrontAct",
    "FrontRelease",
    "FrontVerb",
    "FrontVersion",
    "Illustration",
    "JournalEntry",
    "LinkState",
    "ListedStory",
    "Listing",
    "Medium",
    "Mention",
    "MostRead",
    "NameAlias",
    "Note",
    "NoteField",
    "OldAddress",
    "Photo",
    "Place",
    "Placement",
    "PointLevels",
    "PrintAct",
    "PrintEdition",
    "PrintVerb",
    "PublicCorrection",
    "Reading",
    "RelatedStory",
    "Release",
    "Revision",
    "SavedView",
    "SearchDocument",
    "SearchName",
    "Section",
    "SharedPreview",
    "ShownFile",
    "Sitting",
    "Story",
    "Transition",
    "Wording",
    "WordingKind",
]

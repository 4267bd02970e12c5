from articles.models.article import Article
from articles.models.contributor import Byline, BylineRole, Contributor, ContributorKind
from articles.models.correction import Correction, CorrectionKind
from articles.models.edition import Placement, PrintEdition, PrintState
from articles.models.photo import Illustration, Photo
from articles.models.place import Dateline, Place
from articles.models.release import Listing, Release
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.story import ListedStory, Story
from articles.models.transition import Transition
from articles.models.wording import Wording, WordingKind

__all__ = [
    "Article",
    "Byline",
    "BylineRole",
    "Contributor",
    "ContributorKind",
    "Correction",
    "CorrectionKind",
    "Dateline",
    "Illustration",
    "ListedStory",
    "Listing",
    "Photo",
    "Place",
    "Placement",
    "PrintEdition",
    "PrintState",
    "Release",
    "Revision",
    "Section",
    "Story",
    "Transition",
    "Wording",
    "WordingKind",
]

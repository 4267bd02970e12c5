"""The comments' pages that belong to an edition of the newspaper, not to a story."""

from __future__ import annotations

from django.urls import URLPattern, include, path

from articles.languages import Language
from comments.house_rules import PATH
from comments.views.house_rules import house_rules
from comments.views.transparency import PATH as NUMBERS
from comments.views.transparency import transparency

app_name = "talk"

edition_patterns: list[URLPattern] = [
    path(PATH, house_rules, name="house-rules"),
    path(NUMBERS, transparency, name="transparency"),
]

urlpatterns = [
    path("ar/", include((edition_patterns, "arabic")), {"language": Language.ARABIC.value}),
    path("", include((edition_patterns, "english")), {"language": Language.ENGLISH.value}),
]

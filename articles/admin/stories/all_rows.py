"""All kinds of rows in the story's form, in their order."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import InlineModelAdmin

from articles.admin.corrections.rows import CorrectionInline
from articles.admin.stories.inlines import (
    BylineInline,
    DatelineInline,
    IllustrationInline,
    RelatedInline,
)

INLINES: list[type[InlineModelAdmin[Any, Any]]] = [
    DatelineInline,
    BylineInline,
    IllustrationInline,
    CorrectionInline,
    RelatedInline,
]

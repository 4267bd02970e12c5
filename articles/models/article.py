from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import MD5, Left
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.languages import Language
from articles.models.section import Section
from articles.workflow import Editorial, Publication

if TYPE_CHECKING:
    from articles.models.revision import Revision

OPENING_LENGTH = 300  # characters of a body by which a second copy of a text is known

# What the desk asks for by its own partial indexes; the question must be put in the same words.
NEVER_PUBLISHED = models.Q(first_published_at__isnull=True)
WITHDRAWN = models.Q(withdrawn_at__isnull=False)
EMBARGOED = models.Q(embargo_until__isnull=False)
WAITING = models.Q(editorial=Editorial.SUBMITTED)
READY = models.Q(editorial=Editorial.APPROVED, published_revision__isnull=True)
CHANGED_SINCE = models.Q(published_revision__isnull=False) & ~models.Q(
    head_revision=models.F("published_revision")
)
OPENING = MD5(Left("body", OPENING_LENGTH))


class Article(models.Model):
    """The working copy of a story, the only thing that the desk edits. Readers never see it.

    Its statuses move by the verbs of ``articles.verbs`` and by nothing else.
    """

    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    section = models.ForeignKey(Section, verbose_name=_("section"), on_delete=models.PROTECT)
    kicker = models.CharField(
        _("kicker"),
        max_length=40,
        blank=True,
        help_text=_("A word or two above the headline, such as Analysis; else the section."),
    )
    headline = models.CharField(_("headline"), max_length=160)
    deck = models.TextField(
        _("deck"), max_length=400, blank=True, help_text=_("One sentence under the headline.")
    )
    body = models.TextField(_("body"), max_length=200_000, blank=True)
    slug = models.CharField(max_length=80, blank=True, editable=False)
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
    )
    tags = TaggableManager(verbose_name=_("tags"), blank=True)
    # The desk's own remark, for its checklist; no part of the text that readers get.
    no_byline = models.BooleanField(
        _("no byline, on purpose"), default=False, db_default=False, editable=False
    )

    editorial = models.CharField(
        _("status"),
        max_length=10,
        choices=Editorial.choices,
        default=Editorial.DRAFT,
        editable=False,
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    head_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    first_published_at = models.DateTimeField(
        _("first published"), null=True, blank=True, editable=False
    )
    goes_live_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Nobody publishes before it. Who set it and why stands with its transition.
    embargo_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Of a withdrawn story: how, where it was more than that ("retracted", "taken_down").
    removal = models.CharField(max_length=10, blank=True, default="", db_default="", editable=False)

    version = models.PositiveIntegerField(default=0, editable=False)
    # The form that began the story: sent twice, it still makes one story.
    begun_with = models.UUIDField(null=True, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["-modified_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                name="one_translation_per_language",
                violation_error_message=_("That story has a translation in this language."),
            )
        ]
        # The desk's lists: newest change first, alone and within each filter.
        indexes = [
            models.Index(fields=["-modified_at", "-id"], name="article_recent"),
            models.Index(fields=["editorial", "-modified_at", "-id"], name="article_by_status"),
            models.Index(fields=["section", "-modified_at", "-id"], name="article_by_section"),
            models.Index(fields=["created_by", "-modified_at", "-id"], name="article_by_writer"),
            models.Index(fields=["language", "-modified_at", "-id"], name="article_by_language"),
            models.Index(fields=["-goes_live_at", "-id"], name="article_by_publication"),
            models.Index(
                fields=["-modified_at", "-id"],
                name="article_unpublished",
                condition=NEVER_PUBLISHED,
            ),
            models.Index(
                fields=["-modified_at", "-id"], name="article_withdrawn", condition=WITHDRAWN
            ),
            models.Index(
                fields=["-modified_at", "-id"], name="article_changed", condition=CHANGED_SINCE
            ),
            models.Index(
                fields=["-modified_at", "-id"], name="article_embargoed", condition=EMBARGOED
            ),
            models.Index(
                fields=["embargo_until"], name="article_embargo_ends", condition=EMBARGOED
            ),
            models.Index(fields=["submitted_at", "id"], name="article_waiting", condition=WAITING),
            models.Index(fields=["-modified_at", "-id"], name="article_ready", condition=READY),
            # The same text twice: found by how it begins, among the newest publications.
            models.Index(OPENING, models.F("goes_live_at").desc(), name="article_opening"),
        ]
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"

    def clean(self) -> None:
        original = self.translation_of
        if original is None:
            return
        if original.pk == self.pk:
            raise ValidationError({"translation_of": _("A story is no translation of itself.")})
        if original.translation_of_id is not None:
            raise ValidationError(
                {"translation_of": _("That story is itself a translation; choose its original.")}
            )
        if original.language == self.language:
            raise ValidationError(
                {"translation_of": _("A translation and its original differ in language.")}
            )

    def publication_at(self, now: datetime) -> Publication:
        """Where the story stands with readers at a moment (aware)."""
        if self.withdrawn_at is not None:
            return Publication(self.removal or Publication.WITHDRAWN)
        if self.first_published_at is None or self.goes_live_at is None:
            return Publication.UNPUBLISHED
        return Publication.SCHEDULED if self.first_published_at > now else Publication.LIVE

    def is_to_come(self, now: datetime) -> bool:
        """Whether the story, or a change to a live one, waits for its hour at a moment (aware)."""
        due = self.goes_live_at
        return due is not None and due > now and self.withdrawn_at is None

    def is_embargoed(self, now: datetime) -> bool:
        """Whether nobody may publish it at a moment (aware)."""
        return self.embargo_until is not None and self.embargo_until > now

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the working copy differs from what readers have."""
        published: Revision | None = self.published_revision
        head: Revision | None = self.head_revision
        return published is None or head is None or published.content_hash != head.content_hash

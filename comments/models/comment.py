from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from comments import house_rules, text, tree
from comments.models.thread import Thread
from comments.workflow import State, Verb, is_allowed
from readers.models import Reader

if TYPE_CHECKING:
    from comments.models.moderation import Decision

EDITABLE_FOR = timedelta(minutes=5)


class Badge(models.TextChoices):
    """Given by the newspaper to its own people, never taken from a name."""

    AUTHOR = "author", _("Author of this story")
    STAFF = "staff", _("Newsroom")


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> CommentQuerySet:
        """What the page shows: published comments, and empty places that have replies."""
        return self.filter(visible=True)

    def for_page(self) -> CommentQuerySet:
        """With the name that a reply answers."""
        return self.annotate(
            parent_name=models.F("parent__name"), parent_state=models.F("parent__state")
        ).defer("raw")


class Comment(models.Model):
    """What somebody wrote under a story, or under another comment."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="answers"
    )
    root = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    depth = models.PositiveIntegerField(editable=False)
    path = models.CharField(max_length=tree.LONGEST, db_collation="C", editable=False)

    reader = models.ForeignKey(
        Reader, on_delete=models.PROTECT, null=True, related_name="comments", db_index=False
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    badge = models.CharField(max_length=6, choices=Badge.choices, blank=True)
    name = models.CharField(_("name"), max_length=150)
    # A keyed hash of the address: knows the author again while nobody has confirmed it.
    author_key = models.CharField(max_length=64, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=14, choices=State.choices)
    visible = models.BooleanField(default=False, editable=False)
    language = models.CharField(max_length=2, choices=Language.choices)
    raw = models.TextField(_("text"))
    html = models.TextField(editable=False)
    text_hash = models.BinaryField(max_length=16, editable=False)
    key = models.UUIDField(null=True, editable=False)
    disclaimer_version = models.PositiveIntegerField(default=0, editable=False)
    wants_letters = models.BooleanField(default=False, editable=False)
    # A keyed hash of the network it came from (readers.networks); swept after thirty days.
    network = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)

    created_at = models.DateTimeField(_("written"))
    # When it reached the rules: the five minutes for editing begin here.
    sent_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True)
    told_at = models.DateTimeField(null=True, editable=False)  # followers got their letters
    edited_at = models.DateTimeField(_("edited"), null=True)

    up = models.PositiveIntegerField(default=0, editable=False)
    down = models.PositiveIntegerField(default=0, editable=False)
    score = models.FloatField(default=0.0, editable=False)
    flags = models.PositiveIntegerField(_("reports"), default=0, editable=False)
    replies = models.PositiveIntegerField(default=0, editable=False)  # below a root, at any depth
    # Of the branch that begins here: a moderator has closed it; and whether one may answer here,
    # that is, whether neither this comment's branch nor one that it stands in is closed.
    is_closed = models.BooleanField(default=False, db_default=False, editable=False)
    takes_replies = models.BooleanField(default=True, db_default=True, editable=False)
    # The notes of the desk as the page shows them: html, by, at (ISO). The rows are EditorsNote.
    notes = models.JSONField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    # Set for a page that shows the comment; for_page() adds parent_name and parent_state.
    parent_url: str = ""
    # Set for the reader whose page it is.
    own_vote: int = 0
    is_own: bool = False
    is_editable: bool = False

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "author_key", "key"], name="comment_once_per_key"
            ),
            models.UniqueConstraint(fields=["thread", "path"], name="comment_one_per_place"),
            models.CheckConstraint(
                name="comment_root_or_reply",
                condition=models.Q(parent=None, root=None, depth=0)
                | models.Q(parent__isnull=False, root__isnull=False, depth__gt=0),
            ),
            models.CheckConstraint(
                name="comment_published_is_visible",
                condition=~models.Q(state=State.PUBLISHED)
                | models.Q(visible=True, published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["thread", "-id"],
                name="comment_roots_by_time",
                condition=models.Q(visible=True, depth=0),
            ),
            models.Index(
                fields=["thread", "-score", "-id"],
                name="comment_roots_by_score",
                condition=models.Q(visible=True, depth=0),
            ),
            models.Index(
                fields=["thread", "-id"],
                name="comment_latest",
                condition=models.Q(state=State.PUBLISHED),
            ),
            models.Index(
                fields=["id"], name="comment_queue", condition=models.Q(state=State.PENDING)
            ),
            # The oldest that waits in a thread, and which threads have any.
            models.Index(
                fields=["thread", "sent_at"],
                name="comment_waiting",
                condition=models.Q(state=State.PENDING),
            ),
            models.Index(
                fields=["id"],
                name="comment_set_aside",
                condition=models.Q(state__in=[State.REJECTED, State.SPAM]),
            ),
            models.Index(
                fields=["id"],
                name="comment_reported",
                condition=models.Q(state=State.PUBLISHED, flags__gt=0),
            ),
            models.Index(
                fields=["created_at"],
                name="comment_unconfirmed",
                condition=models.Q(state=State.AWAITING_EMAIL),
            ),
            models.Index(fields=["reader", "-id"], name="comment_by_reader"),
            models.Index(fields=["author_key", "-id"], name="comment_by_author"),
            models.Index(fields=["thread", "state", "-id"], name="comment_by_story_and_state"),
            models.Index(
                fields=["sent_at"],
                include=["state"],
                name="comment_received",
                condition=models.Q(sent_at__isnull=False, staff__isnull=True),
            ),
            GinIndex(SearchVector("name", "raw", config="simple"), name="comment_words"),
            models.Index(fields=["text_hash", "sent_at"], name="comment_by_words"),
            models.Index(
                fields=["network", "-id"],
                name="comment_by_network",
                condition=~models.Q(network=""),
            ),
        ]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return f"{self.name}: {self.raw[:60]}"

    def get_absolute_url(self) -> str:
        """The comment's place on the page that shows it."""
        return f"{self.address}#c{self.pk}"

    @property
    def address(self) -> str:
        """What the addresses of the comment's own pages begin with; needs the thread."""
        return f"/comments/{self.thread.story_id}/{self.pk}/"

    @property
    def safe_html(self) -> SafeString:
        """The text as HTML; made by ``comments.text.render`` when it was written."""
        return SafeString(self.html)

    @property
    def excerpt(self) -> str:
        """The beginning of the text, in one line."""
        return text.excerpt(self.raw, 160)

    @property
    def reason_given(self) -> str:
        """Why it was rejected, as its author is told."""
        latest = self._latest_with_reason()
        return latest.get_reason_display() if latest else ""

    @property
    def house_rule_url(self) -> str:
        """Where the house rules say more about the reason, in the thread's language."""
        latest = self._latest_with_reason()
        return house_rules.address(self.language, latest.reason if latest else "")

    def _latest_with_reason(self) -> Decision | None:
        if self.state != State.REJECTED:
            return None
        return next((one for one in self.decisions.all() if one.reason), None)

    @property
    def can_be_appealed(self) -> bool:
        """Whether its author may still ask for the decision to be looked at again."""
        return is_allowed(Verb.APPEAL, State(self.state)) and not hasattr(self, "appeal")

    @property
    def can_be_edited(self) -> bool:
        """Whether the five minutes for editing are not over."""
        return self.can_be_edited_at(timezone.now())

    def can_be_edited_at(self, moment: datetime) -> bool:
        """Whether its author may, or might then, change the text at a moment (aware)."""
        if self.sent_at is None or self.state not in {State.PENDING, State.PUBLISHED}:
            return False
        return moment <= self.sent_at + EDITABLE_FOR

    @property
    def can_be_withdrawn(self) -> bool:
        return is_allowed(Verb.WITHDRAW, State(self.state))

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def step(self) -> int:
        """How many thin rules stand before the comment."""
        return min(self.depth, tree.DEEPEST)

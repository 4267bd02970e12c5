from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.article import Article
from articles.models.edition import PrintEdition


class PrintVerb(models.TextChoices):
    """What can be done with an edition."""

    PLACE = "place", gettext_lazy("Put into the plan")
    MOVE = "move", gettext_lazy("Move")
    DETAIL = "detail", gettext_lazy("Change the details")
    TAKE_OFF = "take_off", gettext_lazy("Take off the plan")
    PRINT = "print", gettext_lazy("Mark as printed")
    UNPRINT = "unprint", gettext_lazy("Take the mark back")
    CORRECT = "correct", gettext_lazy("Correct the record")


class PrintAct(models.Model):
    """One change of an edition: who, what, when, and why where that was asked.

    Append-only, held by the database. Each has the next number in its edition, so of two at once
    one is the first; the edition's version is the number of its newest one.
    """

    edition = models.ForeignKey(PrintEdition, on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=8, choices=PrintVerb.choices)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="+")
    # As it was then: the headline, and the pages from and to which it went.
    details = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_print_act_at_a_time")
        ]
        verbose_name = gettext_lazy("act on an edition")
        verbose_name_plural = gettext_lazy("acts on editions")

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What happened, in one sentence without its person."""
        said: dict[str, str] = {"headline": "", "from": "", "to": "", **self.details}
        shapes = {
            PrintVerb.PLACE: _("“%(headline)s” was put on page %(to)s"),
            PrintVerb.MOVE: _("“%(headline)s” was moved from page %(from)s to page %(to)s"),
            PrintVerb.DETAIL: _("the details of “%(headline)s” on page %(to)s were changed"),
            PrintVerb.TAKE_OFF: _("“%(headline)s” was taken off page %(from)s"),
            PrintVerb.PRINT: _("the edition was marked as printed"),
            PrintVerb.UNPRINT: _("the mark that it was printed was taken back"),
            PrintVerb.CORRECT: self._correction(),
        }
        if self.verb == PrintVerb.MOVE and said["from"] == said["to"]:
            return _("“%(headline)s” was moved on page %(to)s") % said
        return shapes[PrintVerb(self.verb)] % said

    def _correction(self) -> str:
        if not self.details.get("to"):
            return _("“%(headline)s” did not appear on page %(from)s and left the record")
        if not self.details.get("from"):
            return _("“%(headline)s” appeared on page %(to)s and came into the record")
        return _("the record of “%(headline)s” was corrected: page %(to)s, before page %(from)s")

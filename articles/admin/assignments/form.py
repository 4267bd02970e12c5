"""The form of an assignment: what was planned, who has it, and when it is due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.time.form import FARTHEST, FIRST, SECOND, read_wall
from articles.admin.typed import ModelForm, ModelMultipleChoiceField
from articles.assignments import name_is_taken
from articles.mentions import colleagues
from articles.models import Assignment
from articles.models.assignment import NAME_TAKEN
from articles.permissions import WRITERS
from articles.planning import ACTS, Act, check_act
from articles.walltime import Typed
from articles.workflow import Refused
from staff.models import User

DUE = frozenset({"due_day", "due_hour", "which"})


class People(ModelMultipleChoiceField[User]):
    """Colleagues by their names, with a box to tick beside each."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class AssignmentForm(ModelForm[Assignment]):
    """What an editor plans, or a journalist proposes."""

    which = forms.CharField(
        label=gettext_lazy("Which of the two"), required=False, widget=forms.RadioSelect
    )
    people = People(
        label=gettext_lazy("Who"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One colleague or several; nobody yet is an answer too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed: Typed | None = None
        stored = self.instance.pk is not None
        if "which" in self.fields and stored:
            self.initial["which"] = SECOND if self.instance.due_is_second else FIRST
        if field := self.fields.get("people"):
            who = writers(self.instance if stored else None)
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = who

    def moment(self) -> Typed:
        """When it is due, of a valid form."""
        if self.typed is None:
            raise TypeError("a form that is not valid")
        return self.typed

    def clean_slug_line(self) -> str:
        return " ".join(self.cleaned_data["slug_line"].split())

    def clean_due_day(self) -> date:
        """A day that is past is mistyped, unless it is the one that was set."""
        day: date = self.cleaned_data["due_day"]
        if day != self.instance.due_day or self.instance.pk is None:
            refuse_mistyped(day)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._read_due(cleaned)
        name = cleaned.get("slug_line")
        if name and self.instance.article_id is None:
            other = Assignment(
                pk=self.instance.pk, slug_line=name, language=cleaned.get("language") or "en"
            )
            if name_is_taken(other):
                self.add_error("slug_line", NAME_TAKEN)
        if self.instance.pk is not None:
            self._refuse_late()
        return cleaned

    def _read_due(self, cleaned: dict[str, Any]) -> None:
        day, hour = cleaned.get("due_day"), cleaned.get("due_hour")
        if day is None or hour is None:
            return
        reading = read_wall(datetime.combine(day, hour), cleaned.get("which", ""))
        self.fields["which"].widget.choices = reading.choices
        self.typed = reading.typed
        if reading.typed is None:
            name = "which" if reading.part == "which" else "due_hour"
            self.add_error(name, reading.words)

    def _refuse_late(self) -> None:
        """What is done is neither given to somebody nor due at another time."""
        stage = Assignment.objects.select_related("article").get(pk=self.instance.pk).stage
        try:
            check_act(Act.REVISE, stage)
        except Refused as refused:
            self.add_error(None, str(refused))
            return
        for act, names in ((Act.ASSIGN, {"people"}), (Act.CHANGE_DUE, DUE - {"which"})):
            changed = names.intersection(self.changed_data)
            if changed and stage not in ACTS[act]:
                words = _("It is “%(stage)s”, so this stays as it is.") % {"stage": stage.label}
                self.add_error(min(changed), words)

    def _save_m2m(self) -> None:
        """Nothing: a verb gives it to people."""


def writers(assignment: Assignment | None = None) -> QuerySet[User]:
    """Those who can have an assignment, and those who have this one, by name."""
    able = Q(groups__name__in=WRITERS) | Q(is_superuser=True)
    found = Q(pk__in=colleagues().filter(able).order_by().values("pk"))
    if assignment is not None:
        found |= Q(pk__in=assignment.assignees.order_by().values("user"))
    return User.objects.filter(found).order_by("name", "username")


def refuse_mistyped(day: date) -> None:
    """Refuse a day that is over on the desk's clock, or so far away that its year is mistyped.

    Raises:
        ValidationError: it is.
    """
    today = timezone.localdate()
    if day < today:
        raise forms.ValidationError(_("That day is past. Choose today or a day to come."))
    if day - today > FARTHEST:
        raise forms.ValidationError(
            _("That is more than ten years away. Is the year right?"), code="year"
        )

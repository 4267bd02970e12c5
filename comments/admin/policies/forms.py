"""The forms of the policy pages. Only what stands here is taken from a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from comments.models import Policy, Scope
from comments.models.policy import LONGEST_ALERT
from comments.policy.places import Place
from comments.verbs.conflict import LONGEST_QUEUE, Preset
from comments.verbs.policies import MOST_DAYS, MOST_NEWCOMERS, Wanted

HOURS = timedelta(hours=4)  # how long conflict mode lasts unless somebody chooses otherwise
PACES = [
    (0, _("as often as they like")),
    (30, _("once in 30 seconds")),
    (60, _("once in a minute")),
    (300, _("once in 5 minutes")),
    (900, _("once in 15 minutes")),
    (3600, _("once in an hour")),
]
LARGEST_NUMBER = 10**18


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why (for colleagues)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class PolicyForm(forms.Form):
    """What a place is to say."""

    policy = forms.ChoiceField(label=_("Comments here"), required=False)
    newcomers = forms.IntegerField(
        label=_("Newcomers have fewer approved comments than"),
        help_text=_("Counts where newcomers wait."),
        min_value=1,
        max_value=MOST_NEWCOMERS,
        initial=1,
    )
    closes_after = forms.IntegerField(
        label=_("Close so many days after publication"),
        help_text=_("Empty: never. It counts from the first publication of each story."),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
    )
    hold_links = forms.BooleanField(label=_("Hold comments with web addresses"), required=False)
    note = _why()
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_NUMBER
    )

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        if place.scope == Scope.SITE:
            choices: list[tuple[str, Any]] = list(Policy.choices)
            self.fields["policy"].required = True
        else:
            choices = [("", _("as what stands above it says")), *Policy.choices]
            del self.fields["hold_links"]
        field = self.fields["policy"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def wanted(self) -> Wanted:
        """What was chosen; of a valid form."""
        said = self.cleaned_data
        return Wanted(
            said["policy"],
            said["newcomers"],
            said["closes_after"],
            said.get("hold_links", True),
        )


class ConflictForm(forms.Form):
    """Conflict mode, to be switched on."""

    prefix = "conflict"

    until = forms.DateTimeField(
        label=_("Ends at"),
        help_text=_("Seven days ahead at most. Nobody has to switch it off."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "dir": "ltr"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    slow = forms.TypedChoiceField(
        label=_("A reader may write"), choices=PACES, coerce=int, initial=300
    )
    queue_minutes = forms.IntegerField(
        label=_("Close while the oldest comment has waited for more minutes than"),
        help_text=_(
            "Empty: never. Comments open again by themselves as soon as the oldest that waits is"
            " younger."
        ),
        required=False,
        min_value=1,
        max_value=LONGEST_QUEUE,
        initial=60,
    )
    alert_en = forms.CharField(
        label=_("Words above the form, English"),
        required=False,
        max_length=LONGEST_ALERT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "lang": "en"}),
    )
    alert_ar = forms.CharField(
        label=_("Words above the form, Arabic"),
        required=False,
        max_length=LONGEST_ALERT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "rtl", "lang": "ar"}),
    )
    note = _why()

    @classmethod
    def fresh(cls, now: datetime) -> ConflictForm:
        """A form that nobody has filled yet."""
        return cls(initial={"until": localtime(now + HOURS).replace(second=0, microsecond=0)})

    @property
    def preset(self) -> Preset:
        """What was chosen; of a valid form."""
        said = self.cleaned_data
        names = ("until", "slow", "queue_minutes", "alert_en", "alert_ar")
        return Preset(**{name: said[name] for name in names})

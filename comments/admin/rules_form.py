"""The form of a rule: the fields that its kind needs, its examples, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from comments.matching.scripts import Script
from comments.models import Action, Kind, RuleVersion
from comments.models.rule import SAID, TEXT_KINDS
from comments.rules.drafts import LIMIT_MEANS, MAY_REFUSE, NEEDS, problems
from comments.workflow import Reason

if TYPE_CHECKING:
    VersionForm = forms.ModelForm[RuleVersion]
else:
    VersionForm = forms.ModelForm

KIND_FIELDS = ("words", "prefixes", "disguises", "limit", "minutes", "scripts")
REFUSING = ("action", "reason")
EXAMPLES = ("must_find", "must_pass")
WORDS_LABEL = {
    Kind.WORDS: _("Words and phrases, one in each line"),
    Kind.DOMAINS: _("Web addresses, one in each line"),
}
WORDS_HELP = {
    Kind.WORDS: _(
        "Case, accents, vowel signs and the ways of writing a letter do not matter. * stands for"
        " any letters of a word, ? for one letter, a * that stands alone for any one word."
    ),
    Kind.DOMAINS: _("Everything under the registered name is found: shop.example.com too."),
}


class RuleForm(VersionForm):
    """What a rule says. Its kind never changes; ``seen`` is the version it began with."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    scripts = forms.MultipleChoiceField(
        label=_("Scripts that may appear at once"),
        choices=Script.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = RuleVersion
        fields = tuple(name for name in SAID if name != "kind")
        labels = {
            "prefixes": _("Also after Arabic and Hebrew prefixes (and, the, to, with)"),
            "disguises": _("Also with digits, signs and foreign letters that look alike"),
            "minutes": _("Within so many minutes"),
            "must_find": _("It must find, one text in each line"),
            "must_pass": _("It must let pass, one text in each line"),
        }

    def __init__(self, *args: Any, kind: Kind, may_refuse: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.instance.kind = kind
        self._leave_out(kind, may_refuse=may_refuse)
        self._label(kind)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs["dir"] = "auto"
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5

    def _leave_out(self, kind: Kind, *, may_refuse: bool) -> None:
        unused = set(KIND_FIELDS) - NEEDS[kind].fields
        if kind not in TEXT_KINDS:
            unused |= set(EXAMPLES)
        if not may_refuse or kind not in MAY_REFUSE:
            unused |= set(REFUSING)
        for name in unused:
            del self.fields[name]

    def _label(self, kind: Kind) -> None:
        if "words" in self.fields:
            self.fields["words"].label = WORDS_LABEL[kind]
            self.fields["words"].help_text = WORDS_HELP[kind]
        if "limit" in self.fields:
            self.fields["limit"].label = LIMIT_MEANS[kind]
        if "action" in self.fields:
            self._choices("action", Action.choices)
            reasons: list[tuple[str, Any]] = [("", _("none")), *Reason.choices]
            self._choices("reason", reasons)
        languages: list[tuple[str, Any]] = [("", _("any")), *Language.choices]
        self._choices("language", languages)

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """What the kind needs and whether the examples hold; each problem at its field."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        said = {name: cleaned[name] for name in SAID if name in cleaned}
        for field, sentence in problems(RuleVersion(**(self.instance.said() | said))):
            self.add_error(field if field in self.fields else None, sentence)
        return cleaned

    def draft(self) -> RuleVersion:
        """The rule as the valid form says it, not saved."""
        said = {name: self.cleaned_data[name] for name in SAID if name in self.cleaned_data}
        return RuleVersion(**(self.instance.said() | said))

"""The story form: what is typed about a story itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.fields import Field
from django.urls import reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.admin.stories.chosen import Known, tell
from articles.admin.stories.editor import BodyEditor
from articles.admin.text import body_html, one_line, tag_names
from articles.admin.typed import ModelForm
from articles.models import Article, Section

MOST_TAGS = 20
LONGEST_TAG = 60  # characters
FIELDS = ["language", "section", "kicker", "headline", "deck", "body", "tags", "translation_of"]


class StoryForm(ModelForm[Article]):
    """The working copy as the desk types it.

    Nothing but ``FIELDS`` can be set: not the status, the writer or the version.
    """

    # A sentence that keeps an otherwise good form from being saved; see `StoryAdmin`.
    refusal: ClassVar[str] = ""

    class Meta:
        model = Article
        fields = FIELDS
        widgets = {"body": BodyEditor}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dress("kicker", size="30")
        self._dress("headline", size="80")
        self._dress("deck", rows="2")
        self._dress("tags", size="80", autocomplete="off")
        if body := self.fields.get("body"):
            body.widget.attrs["data-words-label"] = _("words")
        if tags := self.fields.get("tags"):
            tags.help_text = _("Separated by commas, such as Syria, Refugees.")
            tags.widget.attrs["data-suggest"] = reverse_lazy("admin:articles_article_tags")

        for name, table in (("section", Section), ("translation_of", Article)):
            if name in self.fields:
                row = self.instance._state.fields_cache.get(name)
                tell(self.fields[name], Known(table._default_manager.all(), [row] if row else []))

    def _get_validation_exclusions(self) -> set[str]:
        # The field has just found the section; Django would ask for it once more.
        return super()._get_validation_exclusions() | {"section"}

    def _save_m2m(self) -> None:
        """Tags that the story has are not looked for again."""
        known = {tag.name.casefold(): tag for tag in self.initial.get("tags", ())}
        tags = [known.get(name.casefold(), name) for name in self.cleaned_data["tags"]]
        self.cleaned_data["tags"] = tags
        if "tags" not in self.changed_data:
            del self.cleaned_data["tags"]
        super()._save_m2m()

    def _dress(self, name: str, **attributes: str) -> None:
        field: Field | None = self.fields.get(name)
        if field is not None:
            field.widget.attrs.update(attributes, dir="auto")
            if getattr(field, "max_length", None):
                field.widget.attrs["data-counted"] = ""

    def clean_headline(self) -> str:
        return one_line(self.cleaned_data["headline"])

    def clean_kicker(self) -> str:
        return one_line(self.cleaned_data["kicker"])

    def clean_deck(self) -> str:
        return one_line(self.cleaned_data["deck"])

    def clean_body(self) -> str:
        return body_html(self.cleaned_data["body"])

    def clean_tags(self) -> list[str]:
        return checked_tags(self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


def checked_tags(typed: Iterable[str]) -> list[str]:
    """Tags in order and within their limits.

    Raises:
        ValidationError: too many, too long, or without letters and digits.
    """
    tags = tag_names(typed)
    if len(tags) > MOST_TAGS:
        raise ValidationError(_("A story has at most %(most)s tags."), params={"most": MOST_TAGS})
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            raise ValidationError(
                _("A tag has at most %(most)s characters; “%(tag)s” is too long."),
                params={"most": LONGEST_TAG, "tag": tag},
            )
        if not slugify(tag, allow_unicode=True):
            raise ValidationError(
                _("“%(tag)s” has neither letters nor digits."), params={"tag": tag}
            )
    return tags

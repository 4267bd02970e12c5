"""The story form: what is typed about a story itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.fields import Field
from django.urls import reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.admin.stories.editor import BodyEditor
from articles.admin.text import body_html, one_line, tag_names
from articles.admin.typed import ModelForm
from articles.models import Article

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
        tags = tag_names(self.cleaned_data["tags"])
        if len(tags) > MOST_TAGS:
            raise ValidationError(
                _("A story has at most %(most)s tags."), params={"most": MOST_TAGS}
            )
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

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned

"""The editor of a story's body. What it can make is what ``articles.body`` lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from articles.admin.pictures import place

_MENU = [
    {"group": "headings"},
    {"group": "blockType -headings -lists"},
    {"group": "lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "nodeClass", "type": "dropdown"},
    {"group": "nodes -blockType -lists"},
    {"group": "history"},
]
_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "NodeClass": {
        "cssClasses": {"blockquote": [{"className": "pullquote", "title": "Pull quote"}]}
    },
    "Image": True,
    "Caption": True,
    "Direction": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "autolink": False},
    "NoSpellCheck": False,
    "Menu": {"groups": _MENU},
}


if TYPE_CHECKING:

    class Editor(forms.Textarea):
        def __init__(self, *, config: object, preset: str, attrs: dict[str, object]) -> None: ...

else:
    Editor = AdminProseEditorWidget


class BodyEditor(Editor):
    """The editor with the paper's own few means; without scripts a plain text area."""

    def __init__(self) -> None:
        super().__init__(
            config={"extensions": _EXTENSIONS},
            preset="configurable",
            attrs={"rows": 24, "cols": 80, "dir": "auto", "lang": "", "data-body": ""},
        )

    def get_config(self) -> dict[str, Any]:
        """What the editor can do, with the addresses that are known only now."""
        figure = {"pickerUrl": reverse("admin:articles_photo_pick")}
        image = {"place": place()}
        extensions = {**_EXTENSIONS, "Figure": figure, "Image": image}
        own = [static("desk/js/marks.js")]
        return {"extensions": expand_extensions(extensions), "js_modules": own}

    @property
    def media(self) -> forms.Media:
        # First, because it prepares the page for the editor.
        own: forms.Media = Media(js=[forms.Script("desk/js/editor.js", type="module")])
        return own + super().media

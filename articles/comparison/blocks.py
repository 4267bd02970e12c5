"""A body's HTML as paragraphs of plain text, with what their form says beside it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shape(TextChoices):
    """What a block of text is, in words."""

    PARAGRAPH = "p", _("paragraph")
    HEADING = "h2", _("sub-heading")
    SMALL_HEADING = "h3", _("small sub-heading")
    LIST = "ul", _("item of a list")
    NUMBERED = "ol", _("item of a numbered list")
    QUOTE = "blockquote", _("quote")
    PULL_QUOTE = "pullquote", _("pull quote")
    PICTURE = "img", _("picture in the text")
    CAPTION = "figcaption", _("caption in the text")
    RULE = "hr", _("line across the text")


class Form(TextChoices):
    """How words within a block are set."""

    BOLD = "strong", _("bold")
    ITALIC = "em", _("italic")
    RAISED = "sup", _("raised")
    LOWERED = "sub", _("lowered")
    LINK = "a", _("link")


@dataclass(frozen=True)
class Setting:
    """Words that are set in a form; for a link, where it leads."""

    form: Form
    text: str
    address: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph or its like.

    Attributes:
        text: what is read; of a picture, what it shows.
        picture: its address.
        direction: as written down (``ltr``, ``rtl``); empty where the text decides.
    """

    shape: Shape
    text: str
    settings: tuple[Setting, ...] = ()
    picture: str = ""
    direction: str = ""

    @property
    def key(self) -> str:
        """Equal exactly for blocks that do not differ."""
        return repr((self.shape.value, self.text, self.settings, self.picture, self.direction))


def blocks(body: str) -> list[Block]:
    """The blocks of a sanitised body, in order."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    reader.finish()
    return reader.found


@dataclass
class _Open:
    """Words that are being read in a form."""

    form: Form
    address: str
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.around: list[Shape] = []  # lists and quotes that what follows stands in
        self.shape = Shape.PARAGRAPH
        self.direction = ""
        self.text: list[str] = []
        self.open: list[_Open] = []
        self.settings: list[Setting] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in Form.values:
            self.open.append(_Open(Form(tag), values.get("href", "")))
        elif tag == "br":
            self.text.append("\n")
        elif tag in {"img", "hr"}:
            self.finish()
            shape = Shape(tag)
            self.found.append(Block(shape, values.get("alt", ""), picture=values.get("src", "")))
        elif tag in {"ul", "ol", "blockquote"}:
            self.finish()
            pulled = "pullquote" in values.get("class", "")
            self.around.append(Shape.PULL_QUOTE if pulled else Shape(tag))
            self._begin(self.around[-1], values)
        elif tag != "bdi":
            self.finish()
            around = self.around[-1] if self.around else Shape.PARAGRAPH
            self._begin(Shape(tag) if tag in {"h2", "h3", "figcaption"} else around, values)

    def handle_endtag(self, tag: str) -> None:
        if tag in Form.values:
            self._close(Form(tag))
        elif tag != "bdi":
            self.finish()
            if tag in {"ul", "ol", "blockquote"} and self.around:
                self.around.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        for one in self.open:
            one.text.append(data)

    def finish(self) -> None:
        """End the block that is being read."""
        while self.open:
            self._close(self.open[-1].form)
        text = _tidy("".join(self.text))
        if text:
            settings = tuple(self.settings)
            self.found.append(Block(self.shape, text, settings, direction=self.direction))
        self.text, self.settings = [], []
        self._begin(self.around[-1] if self.around else Shape.PARAGRAPH, {})

    def _begin(self, shape: Shape, values: dict[str, str]) -> None:
        direction = values.get("dir", "")
        self.shape, self.direction = shape, "" if direction == "auto" else direction

    def _close(self, form: Form) -> None:
        for number in range(len(self.open) - 1, -1, -1):
            if self.open[number].form == form:
                one = self.open.pop(number)
                if text := _tidy("".join(one.text)):
                    self.settings.append(Setting(form, text, one.address))
                return


def _tidy(text: str) -> str:
    """One space between words; line breaks that were meant stay."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()

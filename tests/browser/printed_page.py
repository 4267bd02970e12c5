"""A story's page written down as a reader saw it: a plain text file, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
#: One real page. It lies beside the checkout and is not part of it.
REAL = HERE.parents[2] / "shared/real/syrian-regime-forces-enter-qalamoun-town.txt"
OWN = HERE / "samples/ferry-comes-back-to-the-old-harbor.txt"

PARAGRAPHS = 21
PRINT_LINE = re.compile(
    r"A version of this article appeared in the print edition of (.+) on (.+), on page (.+)\."
)


@dataclass(frozen=True)
class PrintedPage:
    """What stood on the page, from top to bottom."""

    section: str
    headline: str
    caption: str
    credit: str
    cities: tuple[str, ...]  # of the dateline, as printed
    paragraphs: tuple[str, ...]  # the first one with its dateline
    print_line: str
    publication: str
    page: str
    invitation: str
    disclaimer: str
    alert: str

    @property
    def typed(self) -> tuple[str, ...]:
        """The paragraphs as a journalist types them: the dateline has fields of its own."""
        first = self.paragraphs[0].removeprefix(f"{'/'.join(self.cities)}: ")
        return (first, *self.paragraphs[1:])


def read() -> PrintedPage:
    """The real page, or the project's own where there is none. Blank lines separate its parts."""
    path = REAL if REAL.exists() else OWN
    blocks = re.split(r"\n\s*\n+", path.read_text().strip())
    section, headline, below_photo = blocks[:3]
    paragraphs = tuple(blocks[3 : 3 + PARAGRAPHS])
    print_line, _heading, invitation, disclaimer, alert = blocks[3 + PARAGRAPHS :][:5]
    caption, _space, credit = below_photo.removesuffix(")").rpartition(" (")
    printed = PRINT_LINE.fullmatch(print_line)
    assert printed is not None
    return PrintedPage(
        section=section,
        headline=headline,
        caption=caption,
        credit=credit,
        cities=tuple(paragraphs[0].partition(": ")[0].split("/")),
        paragraphs=paragraphs,
        print_line=print_line,
        publication=printed[1],
        page=printed[3],
        invitation=invitation,
        disclaimer=disclaimer.removeprefix("Disclaimer: "),
        alert=alert.removeprefix("Alert: "),
    )

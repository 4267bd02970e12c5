"""Style sheets lose what no browser needs, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from newsroom.lean import LeanStaticFilesStorage, lean

SHEET = """
/* The look. */
@layer paper;
a:not([href*="/*"]):hover {  /* on the way */
  content: "/* kept */\\"";

  background: url('data:image/svg+xml,<svg a="b">  </svg>');
}
"""


def test_comments_and_indentation_go_and_what_is_quoted_stays() -> None:
    assert lean(SHEET) == (
        '@layer paper;\na:not([href*="/*"]):hover {\ncontent: "/* kept */\\"";\n'
        "background: url('data:image/svg+xml,<svg a=\"b\">  </svg>');\n}\n"
    )


@pytest.mark.parametrize("file", sorted(Path(settings.BASE_DIR, "static").rglob("*.css")), ids=str)
def test_our_own_sheets_keep_every_rule(file: Path) -> None:
    before = file.read_text()
    after = lean(before)
    assert "/*" not in after.replace("/*!", "")
    assert len(after) <= len(before)
    for bracket in "{};":
        in_comments = sum(part.split("*/")[0].count(bracket) for part in before.split("/*")[1:])
        assert after.count(bracket) == before.count(bracket) - in_comments
    assert lean(after) == after


def test_only_style_sheets_are_made_lean(tmp_path: Path) -> None:
    storage = LeanStaticFilesStorage(location=str(tmp_path))
    for name in ("a.css", "a.js"):
        storage.save(name, ContentFile(b"/* said */\n  b {}\n"))
    assert (tmp_path / "a.css").read_text() == "b {}\n"
    assert (tmp_path / "a.js").read_text() == "/* said */\n  b {}\n"

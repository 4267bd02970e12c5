"""The demonstration newspaper's rules of moderation: from a file, by the verb that saves them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from articles.demo.manuscripts import Misprint, read_toml
from comments.demo.scripts import FOLDER
from comments.models import RuleVersion
from comments.verbs.rules import save_rule
from comments.workflow import Refused
from staff.models import User


def write_rules(*, by: User, at: datetime, folder: Path = FOLDER) -> int:
    """Put the rules of ``rules.toml`` into force. How many.

    Args:
        at: when they were written (aware).

    Raises:
        Misprint: the file cannot be used, or a rule does not pass its own examples.
    """
    drafts = read_toml(folder / "rules.toml").get("rules", [])
    for values in drafts:
        try:
            save_rule(RuleVersion(**values), by=by, at=at)
        except (Refused, TypeError) as why:
            raise Misprint(f"rules.toml, {values.get('name')}: {why}") from why
    return len(drafts)

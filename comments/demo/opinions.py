"""The votes and reports of the demonstration newspaper's readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from articles.demo.manuscripts import Misprint
from comments import verbs
from comments.demo.scripts import Script
from comments.models import Comment
from comments.workflow import State
from readers.models import Reader

STRIDE = 7  # the first voter of each comment is another one


def give_opinions(
    scripts: Sequence[Script],
    said: Mapping[tuple[str, str], Comment],
    readers: Mapping[str, Reader],
) -> None:
    """Let readers who have written themselves vote, and report what the files say.

    Raises:
        Misprint: a comment is to have more votes than there are readers.
        comments.workflow.Refused: a verb was refused.
    """
    published = [one.reader_id for one in said.values() if one.state == State.PUBLISHED]
    voters = [reader for reader in readers.values() if reader.pk in published]
    turn = 0
    for script in scripts:
        for line in script.comments:
            turn += 1
            comment = said[script.story, line.key]
            if line.up + line.down >= len(voters):
                raise Misprint(f"{script.story}.toml, {line.key}: there are not so many voters.")
            in_turn = _others(voters, comment, turn * STRIDE)
            for value in [1] * line.up + [-1] * line.down:
                verbs.vote(comment, reader=next(in_turn), value=value)
            for report in line.reports:
                verbs.flag(
                    comment, reader=readers[report.by], reason=report.reason, note=report.note
                )


def _others(voters: Sequence[Reader], comment: Comment, start: int) -> Iterator[Reader]:
    """Everybody but a comment's author, beginning somewhere."""
    for offset in range(len(voters)):
        voter = voters[(start + offset) % len(voters)]
        if voter.pk != comment.reader_id:
            yield voter

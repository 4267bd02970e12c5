"""What happens under all stories of the demonstration newspaper, in the order of its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from articles.demo.manuscripts import Misprint
from articles.demo.people import Staff
from articles.models.wording import Wording, disclaimer_version
from comments import text, verbs
from comments.demo.scripts import Deed, Line, Script, span
from comments.models import Comment, Thread
from comments.verbs import Author, Draft
from comments.workflow import State
from readers.models import Letter, Reader
from staff.models import User

ABOUT_READERS = {"mute", "ban"}
SOON = timedelta(minutes=3)  # until a moderator has read what the rules hold
Act = Callable[[datetime], None]
Key = tuple[str, str]  # story and comment, by the names that the files use


class Plot:
    """Collects what happens and then lets it happen. ``said`` are the comments that were made."""

    def __init__(self, readers: dict[str, Reader], staff: Staff, *, now: datetime) -> None:
        self.said: dict[Key, Comment] = {}
        self._readers = readers
        # Read again: which contributor each of them is was settled after they were hired.
        self._desk = {
            user.username: user
            for user in User.objects.filter(
                pk__in=[staff.journalist.pk, staff.editor.pk, staff.moderator.pk, staff.chief.pk]
            ).select_related("contributor")
        }
        self._now = now
        self._events: list[tuple[datetime, int, Act]] = []
        self._comments = 0
        self._wording: dict[str, int] = {}

    def add(self, script: Script, thread: Thread, published: datetime) -> None:
        """Plan a thread; ``published`` is when its story first was."""
        if script.policy:
            self._at(published + span(script.policy_after), partial(self._rule, thread, script))
        for line in script.comments:
            key = (script.story, line.key)
            at = published + span(line.after) if line.after else self._now - span(line.ago)
            self._at(at, partial(self._write, key, line, thread))
            self._comments += 1
            if line.by and not line.waits and not line.is_judged:
                self._at(at + SOON, partial(self._let_through, key))
            for deed in line.then:
                self._at(at + span(deed.after), partial(self._do, key, deed))

    def play(self, tell: Callable[[int, int], None]) -> None:
        """Let everything happen, oldest first.

        Raises:
            Misprint: somebody answers a comment that comes later, or does what nobody can.
            comments.workflow.Refused: a verb was refused.
        """
        for at, _order, act in sorted(self._events, key=lambda event: event[:2]):
            before = len(self.said)
            act(at)
            if len(self.said) != before:
                tell(len(self.said), self._comments)

    def _at(self, moment: datetime, act: Act) -> None:
        self._events.append((moment, len(self._events), act))

    def _rule(self, thread: Thread, script: Script, at: datetime) -> None:
        if thread.story_id is not None:
            wanted, by = verbs.Wanted(script.policy), self._person("moderator")
            verbs.set_story_policy(thread.story_id, wanted, by=by, note=script.policy_note, at=at)

    def _write(self, key: Key, line: Line, thread: Thread, at: datetime) -> None:
        parent = self.said.get((key[0], line.to)) if line.to else None
        if line.to and parent is None:
            raise Misprint(f"{key[0]}.toml: “{key[1]}” answers what is not written yet.")
        if line.desk:
            self.said[key] = verbs.reply(
                thread, by=self._person(line.desk), raw=line.text, parent=parent, at=at
            )
            return
        reader = self._readers[line.by]
        self.said[key] = verbs.submit(
            Draft(
                body=text.clean(line.text),
                raw=line.text,
                parent_id=parent.pk if parent else None,
                disclaimer_version=self._wording_in_force(thread.language),
            ),
            story_id=thread.story_id or 0,
            language=thread.language,
            author=Author(reader.name, reader.email, reader),
            on_awaiting=lambda comment: None,
            at=at,
        ).comment

    def _let_through(self, key: Key, at: datetime) -> None:
        comment = self.said[key]
        if comment.state == State.PENDING:
            verbs.approve(comment, by=self._person("moderator"), at=at)

    def _do(self, key: Key, deed: Deed, at: datetime) -> None:
        comment, reader = self.said[key], self.said[key].reader
        by = self._person(deed.by) if deed.by else None
        if by is not None and reader is not None and deed.verb in ABOUT_READERS:
            _restrict(reader, deed, by, at)
        elif by is not None:
            _judge(comment, deed, by, at)
        elif reader is not None and deed.verb == "withdraw":
            verbs.withdraw(comment, reader=reader, at=at)
        elif reader is not None and deed.verb == "appeal":
            verbs.appeal(comment, reader=reader, text=deed.text.strip(), at=at)
        elif reader is not None and deed.verb == "edit":
            verbs.edit(comment, reader=reader, raw=deed.text.strip(), at=at)
        else:
            raise Misprint(f"{key[0]}.toml, {key[1]}: its author cannot “{deed.verb}”.")

    def _person(self, role: str) -> User:
        if role not in self._desk:
            raise Misprint(f"There is no “{role}” at the desk.")
        return self._desk[role]

    def _wording_in_force(self, language: str) -> int:
        if language not in self._wording:
            self._wording[language] = disclaimer_version(list(Wording.objects.in_force(language)))
        return self._wording[language]


def _restrict(reader: Reader, deed: Deed, by: User, at: datetime) -> None:
    """Mute or ban; the letters are taken away, as the addresses lead nowhere."""
    if deed.verb == "ban":
        verbs.ban(reader, by=by, reason=deed.reason, note=deed.note, at=at)
    else:
        until = at + timedelta(days=deed.days)
        verbs.mute(reader, by=by, until=until, reason=deed.reason, note=deed.note, at=at)
    Letter.objects.filter(kind="standing", to=reader.email).delete()


def _judge(comment: Comment, deed: Deed, by: User, at: datetime) -> None:
    match deed.verb:
        case "approve":
            verbs.approve(comment, by=by, note=deed.note, at=at)
        case "reject":
            verbs.reject(comment, by=by, reason=deed.reason, note=deed.note, at=at)
        case "mark_spam":
            verbs.mark_spam(comment, by=by, note=deed.note, at=at)
        case "delete":
            verbs.delete(comment, by=by, note=deed.note, at=at)
        case "feature":
            verbs.feature(comment, by=by, at=at)
        case "annotate":
            verbs.annotate(comment, by=by, text=deed.text.strip(), at=at)
        case "close":
            verbs.close_branch(comment, by=by, note=deed.note, at=at)
        case _:
            raise Misprint(f"The desk cannot “{deed.verb}” a comment.")

"""The demonstration newspaper's threads, brought under its stories by the verbs that people use.

Everything happens in the order of its time, whatever the story: numbers and times then agree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from articles.demo.manuscripts import Misprint
from articles.demo.people import Staff
from articles.models.story import Story
from comments.demo.conflict import switch_on
from comments.demo.opinions import give_opinions
from comments.demo.plot import Plot
from comments.demo.rules import write_rules
from comments.demo.scripts import Person, Script, check_people, read_people, read_scripts
from comments.models import Comment, Policy, RuleVersion, SitePolicy, Thread
from readers.addresses import clean_email, email_key
from readers.models import Reader

NOTE = "For the demonstration: a newcomer's comment appears as soon as the address is confirmed."
RULES_ARE_OLD = timedelta(days=40)
Progress = Callable[[str, int, int], None]


def load_threads(stories: Mapping[str, int], staff: Staff, tell: Progress) -> int:
    """Load readers, comments, votes and decisions, within the caller's transaction.

    Args:
        stories: the stories' numbers by the names of their files.
        tell: called with what is being made, how many are done and how many there are.

    Returns:
        How many comments were made.

    Raises:
        Misprint: a file cannot be used, or names something that there is not.
        comments.workflow.Refused: a verb was refused.
    """
    people, scripts = read_people(), read_scripts()
    check_people(people, scripts)
    readers = _welcome(people)
    threads = _open(scripts, stories)
    plot = Plot(readers, staff, now=timezone.now())
    for script in scripts:
        thread, story = threads[script.story]
        plot.add(script, thread, story.first_published_at)
    if not RuleVersion.objects.exists():
        write_rules(by=staff.chief, at=timezone.now() - RULES_ARE_OLD)
    plot.play(lambda done, of: tell("comments", done, of))
    give_opinions(scripts, plot.said, readers)
    _date(readers.values(), plot.said.values())
    if not SitePolicy.objects.exists():
        SitePolicy.objects.create(policy=Policy.OPEN, hold_links=True, note=NOTE, by=staff.chief)
    switch_on(stories, staff.moderator)
    return len(plot.said)


def _welcome(people: Sequence[Person]) -> dict[str, Reader]:
    """The readers by the names that the files use."""
    addresses = {person.key: clean_email(person.email) for person in people}
    Reader.objects.bulk_create(
        (
            Reader(
                name=person.name,
                email=addresses[person.key],
                email_key=email_key(addresses[person.key]),
                language=person.language,
            )
            for person in people
        ),
        ignore_conflicts=True,
    )
    keys = {key: email_key(address) for key, address in addresses.items()}
    found = {one.email_key: one for one in Reader.objects.filter(email_key__in=keys.values())}
    return {key: found[address] for key, address in keys.items()}


def _open(scripts: Sequence[Script], stories: Mapping[str, int]) -> dict[str, tuple[Thread, Story]]:
    """A thread for each story that is commented on."""
    for script in scripts:
        if script.story not in stories:
            raise Misprint(f"{script.story}.toml: there is no such story to comment on.")
    rows = Story.objects.filter(pk__in=[stories[script.story] for script in scripts])
    live = {story.pk: story for story in rows.cards()}
    opened = {}
    for script in scripts:
        story = live.get(stories[script.story])
        if story is None:
            raise Misprint(f"{script.story}.toml: readers cannot reach this story.")
        thread, _made = Thread.objects.get_or_create(
            story_id=story.pk, defaults={"language": story.language}
        )
        opened[script.story] = (thread, story)
    return opened


def _date(readers: Collection[Reader], said: Collection[Comment]) -> None:
    """Let readers be as old as their first comment, not as the load."""
    first: dict[int | None, datetime] = {}
    for comment in said:  # in the order of time
        first.setdefault(comment.reader_id, comment.created_at)
    for reader in readers:
        reader.created_at = reader.verified_at = first.get(reader.pk, reader.created_at)
    Reader.objects.bulk_update(readers, ["created_at", "verified_at"])

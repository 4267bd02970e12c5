"""Parts of a story's page as HTML. Written in Python, as every story has them: a template takes ten
times as long. Every value that comes from the desk is escaped here or is safe HTML already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import dates
from articles.models.story import PublishedStory
from articles.pictures import Picture

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_DAYS_FROM = timedelta(hours=48)
# The way to a story in another language, in that language.
READ_IN = {"en": "Read in English", "ar": "اقرأ بالعربية"}
SPECIAL = re.compile(r"[\x00-\x7f](?<![A-Za-z0-9._~-])")  # of ASCII, in an address
LEAD_SIZES = "(min-width: 64em) 60rem, 100vw"
STRIP_SIZES = "(min-width: 48em) 34rem, 85vw"


def times_html(
    story: PublishedStory, translations: Iterable[PublishedStory], language: str
) -> SafeString:
    """When it was published and changed, how long it takes, and which other languages it has.

    Args:
        language: of the page.
    """
    first = story.first_published_at
    lines = [_time(first, dates.long_stamp(first, language)), *_updates(story, language)]
    minutes = ngettext("%(number)s minute to read", "%(number)s minutes to read", story.minutes)
    lines.append(minutes % {"number": dates.number(story.minutes, language)})
    lines += [_read_in(other, story, language) for other in translations]
    return SafeString(f'<ul class="meta row times">{_items(lines)}</ul>')


def _updates(story: PublishedStory, language: str) -> list[str]:
    if story.updated_at is None:
        return []
    newest = _time(story.updated_at, dates.stamp(story.updated_at, language))
    if story.updates < 2:
        return [" ".join((_("Updated"), newest))]
    words = ngettext(
        "Updated %(number)s time, last %(date)s",
        "Updated %(number)s times, last %(date)s",
        story.updates,
    )
    shown = words % {"number": dates.number(story.updates, language), "date": newest}
    changed, published = _("Changed"), _("First published")
    versions = [f"{changed} {newest}"]
    for text in reversed(story.earlier):
        moment = datetime.fromisoformat(text)
        is_first = moment <= story.first_published_at
        word = published if is_first else changed
        versions.append(f"{word} {_time(moment, dates.stamp(moment, language))}")
    if story.corrections:
        corrected = _("What was corrected")
        versions.append(f'<a href="#corrections">{corrected}</a>')
    return [
        f'<details class="versions"><summary>{shown}</summary><ol>{_items(versions)}</ol></details>'
    ]


def _read_in(other: PublishedStory, story: PublishedStory, language: str) -> str:
    """The way to a translation, and how much older or newer than this story its text is."""
    link = (
        f'<a href="{escape(other.get_absolute_url())}" lang="{other.language}"'
        f' dir="{other.direction}" hreflang="{other.language}">{READ_IN[other.language]}</a>'
    )
    words = age(changed_at(other), changed_at(story), language)
    return f"{link} ({words})" if words else link


def changed_at(story: PublishedStory) -> datetime:
    """When readers got the text that they have now."""
    return story.updated_at or story.first_published_at


def age(one: datetime, other: datetime, language: str) -> str:
    """How much older or newer a version is than another one, in words; empty below an hour.

    Args:
        one, other: when each got its text (aware).
        language: of the digits; the words are in the language that is spoken.
    """
    apart = abs(other - one)
    if apart < HOUR:
        return ""
    in_days = apart >= IN_DAYS_FROM
    many = round(apart / DAY) if in_days else round(apart / HOUR)
    if one < other:
        words = (
            ngettext("%(number)s day older", "%(number)s days older", many)
            if in_days
            else ngettext("%(number)s hour older", "%(number)s hours older", many)
        )
    else:
        words = (
            ngettext("%(number)s day newer", "%(number)s days newer", many)
            if in_days
            else ngettext("%(number)s hour newer", "%(number)s hours newer", many)
        )
    return words % {"number": dates.number(many, language)}


def share_html(story: PublishedStory, site: str) -> SafeString:
    """The ways to pass a story on: a letter for everybody; what needs a script waits for it.

    Args:
        site: the site's address, without a slash at its end.
    """
    # Without the slug, which in Arabic is long in an address; the number decides.
    address = f"{site}{story.readable_url.rpartition('/' + str(story.pk))[0]}/{story.pk}/"
    letter = f"mailto:?subject={_quoted(story.headline)}&amp;body={_quoted(address)}"
    label, mail, device = _("Share this story"), _("Send by mail"), _("Share")
    copy, copied = _("Copy the link"), _("Copied")
    return SafeString(
        f'<ul class="share row" aria-label="{label}"><li><a href="{letter}">{mail}</a></li>'
        f'<li><button type="button" hidden data-copy="{copied}">{copy}</button></li>'
        f'<li><button type="button" hidden data-share>{device}</button></li></ul>'
    )


def _quoted(text: str) -> str:
    """For the address of a letter; what is not ASCII may stand in it and is shorter so."""
    return SPECIAL.sub(lambda found: f"%{ord(found[0]):02X}", text)


def figure_html(
    image: Picture, *, lead: bool = False, sizes: str = LEAD_SIZES, number: str = ""
) -> str:
    """A picture of a story with its caption and credit.

    Args:
        lead: the large one, wanted at once.
        number: which of how many it is.
    """
    upright = " upright" if image.height > image.width else ""
    when = 'fetchpriority="high"' if lead else 'loading="lazy" decoding="async"'
    words = " ".join(
        [
            *([f'<span class="of">{number}</span>'] if number else []),
            *([escape(image.caption)] if image.caption else []),
            *([f'<bdi class="credit">{escape(image.credit)}</bdi>'] if image.credit else []),
        ]
    )
    return (
        f'<figure class="picture{" lead-picture" if lead else ""}{upright}">'
        f'<img src="{escape(image.src)}" srcset="{escape(image.srcset)}" sizes="{sizes}"'
        f' width="{image.width}" height="{image.height}" alt="{escape(image.alt)}" {when}>'
        f"{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"
    )


def further_pictures_html(images: Sequence[Picture], language: str) -> SafeString:
    """What follows the text: one picture as it is, several as a strip that is moved sideways."""
    if len(images) < 2:
        return SafeString("".join(figure_html(image) for image in images))
    words, many = _("%(number)s of %(many)s"), dates.number(len(images), language)
    shown = "".join(
        figure_html(
            image,
            sizes=STRIP_SIZES,
            number=words % {"number": dates.number(place, language), "many": many},
        )
        for place, image in enumerate(images, 1)
    )
    label = _("Pictures of this story")
    return SafeString(
        f'<div class="gallery" role="region" aria-label="{label}" tabindex="0">{shown}</div>'
    )


def _time(moment: datetime, shown: str) -> str:
    return f'<time datetime="{timezone.localtime(moment).isoformat()}">{shown}</time>'


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{line}</li>" for line in lines)

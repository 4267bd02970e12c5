"""What the desk's templates need beside Django's own tags."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import dates
from articles.admin.stories import listing
from articles.languages import spoken
from articles.models import Article

register = template.Library()


@register.filter
def chips(article: Article) -> SafeString:
    """A story's standing as small labels; see ``articles.admin.stories.listing.chips``."""
    return listing.chips(article)


@register.filter
def part(article: Article) -> str:
    """The name of a story's section in the language of the desk."""
    return article.section.name_in(spoken())


@register.filter
def stamp(moment: datetime) -> str:
    """Date and time in the language of the desk; see ``articles.dates.stamp``."""
    return dates.stamp(moment, spoken())


@register.filter
def is_a_minute_ago(moment: datetime) -> bool:
    """Whether a wait can be told in minutes."""
    return timezone.now() - moment >= timedelta(minutes=1)


@register.filter
def to_second(moment: datetime) -> str:
    """As ``stamp``, with the seconds, where revisions are told apart."""
    seconds = dates.number(f"{timezone.localtime(moment):%S}", spoken())
    return f"{dates.stamp(moment, spoken())}:{seconds}"


@register.simple_tag
def present() -> str:
    """The day of the week, the date and the time now."""
    now, language = timezone.now(), spoken()
    comma = "،" if language == "ar" else ","
    return f"{dates.full_date(now, language)}{comma} {dates.clock_time(now, language)}"

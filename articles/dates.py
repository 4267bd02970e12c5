"""Dates and times as the paper prints them. Pure, apart from the newspaper's time zone.

One policy per language, pinned here: English day-month-year with a 24-hour clock, American order
only in the print-edition line; Arabic as in Lebanon (CLDR ``ar-LB``), that is:

- the Levantine names of the months (كانون الثاني, شباط, ...), which are read in Lebanon, Syria,
  Jordan, Palestine and Iraq, and never the transcribed ones (يناير, فبراير) of Egypt and the Gulf;
- Arabic-Indic digits (٠١٢٣٤٥٦٧٨٩) in everything that the newspaper itself says: dates, hours,
  counts, print pages that are numbers. One page never mixes both kinds. What somebody wrote (a
  text, a comment, a page such as A5, an address) keeps the digits that it was written in;
- the day of the week first and without a comma, the comma of Arabic (،) before the hour, no year
  left out and no two-digit year, so that no date can be read in two ways.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from articles.languages import Language

ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
).split()
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LEVANTINE_MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
ARABIC_DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
ENGLISH_LETTERS, ARABIC_LETTERS = "MTWTFSS", "نثرخجسح"  # of the days, as over a calendar
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def number(value: int | str, language: str) -> str:
    """A number in the digits of a language."""
    return str(value).translate(ARABIC_DIGITS) if language == Language.ARABIC else str(value)


def local_day(moment: datetime | date) -> date:
    """The calendar day of a moment on the newspaper's clock."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def month_name(month: int, language: str) -> str:
    """``November``; ``تشرين الثاني``.

    Args:
        month: 1 to 12.
    """
    return (LEVANTINE_MONTHS if language == Language.ARABIC else ENGLISH_MONTHS)[month - 1]


def month_title(day: date, language: str) -> str:
    """``November 2013``; ``تشرين الثاني ٢٠١٣``."""
    return f"{month_name(day.month, language)} {number(day.year, language)}"


def weekdays(language: str) -> tuple[list[str], str]:
    """The names of the days from Monday on, and a letter for each."""
    if language == Language.ARABIC:
        return ARABIC_DAYS, ARABIC_LETTERS
    return ENGLISH_DAYS, ENGLISH_LETTERS


def long_date(moment: datetime | date, language: str) -> str:
    """``20 November 2013``; ``٢٠ تشرين الثاني ٢٠١٣``."""
    day = local_day(moment)
    return number(f"{day.day} {month_name(day.month, language)} {day.year}", language)


def full_date(moment: datetime | date, language: str) -> str:
    """With the day of the week: ``Wednesday, 20 November 2013``."""
    day = local_day(moment)
    if language == Language.ARABIC:
        return f"{ARABIC_DAYS[day.weekday()]} {long_date(day, language)}"
    return f"{ENGLISH_DAYS[day.weekday()]}, {long_date(day, language)}"


def print_date(moment: datetime | date, language: str) -> str:
    """As in the print-edition line: ``November 20, 2013``; Arabic as ever."""
    day = local_day(moment)
    if language == Language.ARABIC:
        return long_date(day, language)
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"


def clock_time(moment: datetime, language: str) -> str:
    """``09:41`` on the newspaper's clock."""
    return number(f"{timezone.localtime(moment):%H:%M}", language)


def stamp(moment: datetime, language: str, today: date | None = None) -> str:
    """Short, for lists: ``20 Nov 2013, 09:41``. Never relative: pages are cached.

    Args:
        today: the date that the page itself bears; of that day the hour is enough.
    """
    day = local_day(moment)
    if day == today:
        return clock_time(moment, language)
    if language == Language.ARABIC:
        return long_stamp(moment, language)
    short = ENGLISH_MONTHS[day.month - 1][:3]
    return f"{day.day} {short} {day.year}, {clock_time(moment, language)}"


def long_stamp(moment: datetime, language: str) -> str:
    """Under a headline: ``20 November 2013, 09:41``."""
    comma = "،" if language == Language.ARABIC else ","
    return f"{long_date(moment, language)}{comma} {clock_time(moment, language)}"


def desk_time(moment: datetime, language: str = Language.ENGLISH) -> str:
    """A moment without doubt, for the desk: date, time and zone."""
    zone = timezone.localtime(moment).tzname() or ""
    return f"{long_date(moment, language)}, {clock_time(moment, language)} {zone}"


def whole_time(moment: datetime, language: str) -> str:
    """As ``desk_time``, with the day of the week, by which people agree on hours."""
    comma = "،" if language == Language.ARABIC else ","
    zone = timezone.localtime(moment).tzname() or ""
    return f"{full_date(moment, language)}{comma} {clock_time(moment, language)} {zone}"

"""The addresses of the readers' newspaper, once for each edition."""

from __future__ import annotations

from datetime import date

from django.urls import URLPattern, include, path, re_path, register_converter

from articles.calendars import Month
from articles.languages import Language
from articles.views.archive import archive, archive_day, archive_month, archive_year
from articles.views.corrections import corrections
from articles.views.feeds import (
    FORMS,
    contributor_feed,
    corrections_feed,
    edition_feed,
    front_feed,
    place_feed,
    printed_feed,
    section_feed,
    topic_feed,
)
from articles.views.front import front
from articles.views.lists import contributor, place, section, topic
from articles.views.machines import manifest, robots, security_txt
from articles.views.most_read import most_read
from articles.views.offline import offline, worker
from articles.views.old import old_address
from articles.views.print_paper import edition, editions, editions_of_month
from articles.views.read import read
from articles.views.search import search
from articles.views.sitemaps import (
    month_sitemap,
    news_part,
    news_sitemap,
    pages_sitemap,
    sitemap_index,
)
from articles.views.story import story
from articles.views.suggest import suggest

app_name = "articles"


class DayConverter:
    """A calendar day as in ``2013-11-20``."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class FeedConverter:
    """A form of feed: ``rss``, ``atom`` or ``json``."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OldConverter:
    """An address as systems of other times had them: ``News/238401-slug.ashx``."""

    regex = r".+\.(?i:ashx|aspx?|html?|php|jsp)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MonthConverter:
    """A month of the calendar as in ``2013-11``."""

    regex = r"[1-9]\d{3}-\d{2}"

    def to_python(self, value: str) -> Month:
        day = date.fromisoformat(f"{value}-01")
        return Month(day.year, day.month)

    def to_url(self, value: Month) -> str:
        return f"{value.first:%Y-%m}"


register_converter(DayConverter, "day")
register_converter(FeedConverter, "form")
register_converter(OldConverter, "old")
register_converter(MonthConverter, "month")

# The number decides which story is meant; the rest of the address may be wrong. A day of the
# archive looks the same.
STORY = (
    r"^(?!archive/)(?P<section>[^/]+)/(?P<year>[^/]+)/(?P<day>[^/]+)/"
    r"(?P<pk>\d{1,18})(?:-(?P<slug>[^/]*))?/$"
)

FEED = "feed.<form:form>"
feed_patterns: list[URLPattern] = [
    path(FEED, front_feed, name="front-feed"),
    path(f"topics/<str:slug>/{FEED}", topic_feed, name="topic-feed"),
    path(f"by/<slug:slug>/{FEED}", contributor_feed, name="contributor-feed"),
    path(f"places/<slug:slug>/{FEED}", place_feed, name="place-feed"),
    path(f"print/{FEED}", printed_feed, name="printed-feed"),
    path(f"print/<day:day>/{FEED}", edition_feed, name="print-edition-feed"),
    path(f"corrections/{FEED}", corrections_feed, name="corrections-feed"),
    path(f"<slug:slug>/{FEED}", section_feed, name="section-feed"),
]

machine_patterns: list[URLPattern] = [
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", pages_sitemap, name="pages-sitemap"),
    path("news-sitemap.xml", news_sitemap, name="news-sitemap"),
    path("<old:old>", old_address, name="old-address"),
    re_path(r"^news-sitemap-(?P<part>[1-9]\d?)\.xml$", news_part, name="news-sitemap-part"),
]

# In the order in which they are asked for, as far as they do not meet.
edition_patterns: list[URLPattern] = [
    path("", front, name="front"),
    re_path(STORY, story, name="story"),
    *feed_patterns,
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sitemap-<month:month>.xml", month_sitemap, name="month-sitemap"),
    path("topics/<str:slug>/", topic, name="topic"),
    path("by/<slug:slug>/", contributor, name="contributor"),
    path("places/<slug:slug>/", place, name="place"),
    path("print/", editions, name="print-editions"),
    path("print/<month:month>/", editions_of_month, name="print-month"),
    path("print/<day:day>/", edition, name="print-edition"),
    path("archive/", archive, name="archive"),
    path("archive/<int:year>/", archive_year, name="archive-year"),
    path("archive/<int:year>/<int:month>/", archive_month, name="archive-month"),
    path("archive/<int:year>/<int:month>/<int:day>/", archive_day, name="archive-day"),
    path("corrections/", corrections, name="corrections"),
    path("offline/", offline, name="offline"),
    path("most-read/", most_read, name="most-read"),
    path("search/", search, name="search"),
    path("search/suggest", suggest, name="suggest"),
    path("<slug:slug>/", section, name="section"),
]

urlpatterns = [
    path("read/", read, name="read"),
    path("sw.js", worker, name="worker"),
    *machine_patterns,
    path("ar/", include((edition_patterns, "arabic")), {"language": Language.ARABIC.value}),
    path("", include((edition_patterns, "english")), {"language": Language.ENGLISH.value}),
]

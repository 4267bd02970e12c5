"""Dates and times as the paper prints them, in both languages and on its own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from articles import dates

DAY = date(2013, 11, 20)
# 07:41 in universal time is 09:41 in Beirut in winter.
MORNING = datetime(2013, 11, 20, 7, 41, tzinfo=UTC)
SUMMER = datetime(2013, 7, 20, 7, 41, tzinfo=UTC)


class TestEnglish:
    def test_each_style(self) -> None:
        assert dates.long_date(DAY, "en") == "20 November 2013"
        assert dates.full_date(DAY, "en") == "Wednesday, 20 November 2013"
        assert dates.print_date(DAY, "en") == "November 20, 2013"
        assert dates.clock_time(MORNING, "en") == "09:41"
        assert dates.stamp(MORNING, "en") == "20 Nov 2013, 09:41"
        assert dates.stamp(MORNING, "en", DAY + timedelta(days=1)) == "20 Nov 2013, 09:41"
        assert dates.stamp(MORNING, "en", DAY) == "09:41"
        assert dates.desk_time(MORNING) == "20 November 2013, 09:41 EET"
        assert dates.number(2013, "en") == "2013"

    def test_a_day_below_ten_has_no_zero(self) -> None:
        assert dates.long_date(date(2013, 11, 2), "en") == "2 November 2013"
        assert dates.print_date(date(2013, 11, 2), "en") == "November 2, 2013"


class TestArabic:
    def test_each_style(self) -> None:
        assert dates.long_date(DAY, "ar") == "٢٠ تشرين الثاني ٢٠١٣"
        assert dates.full_date(DAY, "ar") == "الأربعاء ٢٠ تشرين الثاني ٢٠١٣"
        assert dates.print_date(DAY, "ar") == "٢٠ تشرين الثاني ٢٠١٣"
        assert dates.clock_time(MORNING, "ar") == "٠٩:٤١"
        assert dates.stamp(MORNING, "ar") == "٢٠ تشرين الثاني ٢٠١٣، ٠٩:٤١"
        assert dates.stamp(MORNING, "ar", DAY) == "٠٩:٤١"
        assert dates.number("A5", "ar") == "A٥"

    def test_the_months_are_levantine(self) -> None:
        months = [dates.long_date(date(2014, month, 1), "ar") for month in range(1, 13)]
        assert [" ".join(one.split()[1:-1]) for one in months] == [
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

    def test_the_week_begins_where_it_should(self) -> None:
        monday = date(2013, 11, 18)
        days = [dates.full_date(monday + timedelta(days), "ar").split()[0] for days in range(7)]
        assert days == "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()

    @given(st.dates())
    def test_no_western_digit_is_left(self, day: date) -> None:
        for style in (dates.long_date, dates.full_date, dates.print_date):
            assert not set("0123456789") & set(style(day, "ar"))


class TestTheNewspapersClock:
    def test_a_day_begins_at_midnight_in_beirut(self) -> None:
        last = datetime(2013, 11, 20, 21, 59, 59, tzinfo=UTC)
        assert dates.long_date(last, "en") == "20 November 2013"
        assert dates.long_date(last + timedelta(seconds=1), "en") == "21 November 2013"
        assert dates.clock_time(last + timedelta(seconds=1), "en") == "00:00"

    def test_summer_is_an_hour_ahead(self) -> None:
        assert dates.clock_time(SUMMER, "en") == "10:41"
        assert dates.desk_time(SUMMER).endswith("10:41 EEST")

    @override_settings(TIME_ZONE="Asia/Kathmandu")
    def test_another_town_has_another_clock(self) -> None:
        assert dates.clock_time(MORNING, "en") == "13:26"

    def test_where_the_moment_was_written_down_does_not_matter(self) -> None:
        elsewhere = MORNING.astimezone(timezone(timedelta(hours=-8)))
        for style in (dates.stamp, dates.full_date, dates.clock_time, dates.desk_time):
            assert style(elsewhere, "ar") == style(MORNING, "ar")

    def test_a_moment_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="naive"):
            dates.stamp(MORNING.replace(tzinfo=None), "en")

    @pytest.mark.parametrize("minutes", range(0, 180, 20))
    def test_the_hour_that_comes_twice_has_two_names(self, minutes: int) -> None:
        # Clocks went back in Beirut at midnight on 27 October 2013.
        moment = datetime(2013, 10, 26, 19, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        zone = "EEST" if minutes < 90 else "EET"
        assert dates.desk_time(moment).endswith(zone)

    @given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1900 < moment.year < 2200))
    def test_every_moment_has_a_stamp_in_both_languages(self, moment: datetime) -> None:
        assert dates.local_day(moment).strftime("%Y") in dates.stamp(moment, "en")
        assert "، " in dates.stamp(moment, "ar")

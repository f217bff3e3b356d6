"""Dates and intervals: what is one, which days exist, which of two is later."""

import time

import pytest

import newsclaims as nc
from newsclaims import _dates
from newsclaims._rules import DATE, DATE_TIME, PERIOD

DATE_SHOULD = "should be a date like 2024, 2024-10, 2024-10-31 or 2024-10-31T09:30Z"
PERIOD_SHOULD = "should be a date or an interval like 2024-10 or 2024-10/2024-12 or 2024/.."

GOOD = [
    "0001",
    "9999",
    "2024",
    "0001-01",
    "9999-12",
    "2024-09",
    "2024-10",
    "2024-01-01",
    "2024-01-31",
    "2024-12-31",
    "0001-01-01",
    "9999-12-31",
    "2024-02-29",
    "2000-02-29",
    "0004-02-29",
    "2024-10-31T00:00Z",
    "2024-10-31T23:59Z",
    "2024-10-31T09:30:00Z",
    "2024-10-31T09:30:59Z",
    "2024-10-31T09:30:00.0Z",
    "2024-10-31T09:30:00.123456789012345678901234567890Z",
    "2024-10-31T09:30+00:00",
    "2024-10-31T09:30-00:00",
    "2024-10-31T09:30+23:59",
    "2024-10-31T09:30-23:59",
    "2024-10-31T09:30:15.5+07:00",
    "0001-01-01T00:00+23:59",
    "9999-12-31T23:59:59.9-23:59",
]
"""Every border from the inside."""

NO_DATE = [
    "",
    " 2024",
    "2024 ",
    "2024\n",
    "0000",
    "0000-01-01",
    "999",
    "10000",
    "-2024",
    "+2024",
    "24",
    "2024-",
    "2024-0",
    "2024-00",
    "2024-13",
    "2024-1",
    "202410",
    "2024/10",
    "2024-10-",
    "2024-10-00",
    "2024-10-32",
    "2024-10-1",
    "20241031",
    "2024-W40",
    "2024-305",
    "2024-10-31T",
    "2024-10-31T09Z",
    "2024-10-31T09:30",
    "2024-10-31 09:30Z",
    "2024-10-31t09:30z",
    "2024-10-31T24:00Z",
    "2024-10-31T9:30Z",
    "2024-10-31T09:60Z",
    "2024-10-31T09:30:60Z",
    "2024-10-31T09:30:5Z",
    "2024-10-31T09:30:Z",
    "2024-10-31T09:30:00.Z",
    "2024-10-31T09:30:00,5Z",
    "2024-10-31T09:30.5Z",
    "2024-10-31T09:30+24:00",
    "2024-10-31T09:30+07:60",
    "2024-10-31T09:30+7:00",
    "2024-10-31T09:30+07",
    "2024-10-31T09:30+0700",
    "2024-10-31T09:30ZZ",
    "2024-10T09:30Z",
    "2024T09:30Z",
    "\u0662\u0660\u0662\u0664",
    "２０２４",
    "2024?",
    "2024~",
    "202X",
    "..",
    "/",
]
"""Every border from the outside, and other people's dates."""

NO_DAY = [
    "2023-02-29",
    "1900-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-02-31",
    "2024-04-31",
    "2024-06-31",
    "2024-09-31",
    "2024-11-31",
    "0001-02-29",
]
"""Days in the pattern that the calendar does not have."""


def shown(value: str) -> str:
    return value.replace("\n", "\\n")


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("date", GOOD)
def test_a_date_is_kept_as_written(date: str) -> None:
    """No invented day, no changed offset: the text stays no longer than written."""
    assert nc.Article(id="x", language="en", published=date).published == date
    assert nc.When(value=date).value == date


@pytest.mark.parametrize("value", NO_DATE)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Article(id="x", language="en", modified=value)
    assert str(caught.value) == f'Article.modified is "{shown(value)}", {DATE_SHOULD}'
    assert caught.value.code == "NC210"


@pytest.mark.parametrize("value", [value for value in NO_DATE if value != "2024/10"])
def test_what_is_no_date_is_no_time_either(value: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.When(value=value)
    assert str(caught.value) == f'When.value is "{shown(value)}", {PERIOD_SHOULD}'


@pytest.mark.parametrize("day", NO_DAY)
def test_a_day_that_does_not_exist_is_refused_at_every_precision(day: str) -> None:
    for date in (day, f"{day}T09:30Z"):
        with pytest.raises(nc.FieldError) as caught:
            nc.Review(id="v1", claim_id="c1", label="l", published=date)
        assert str(caught.value) == f"Review.published names {day}, a day that does not exist"
        assert caught.value.code == "NC218"


@pytest.mark.parametrize(("year", "leap"), [(2000, True), (1900, False), (2024, True), (2023, False), (4, True)])
def test_leap_years_follow_the_gregorian_calendar(year: int, *, leap: bool) -> None:
    assert (_dates.no_such_day(f"{year:04}-02-29") is None) is leap


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_the_days_that_it_has(month: int) -> None:
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    real = [day for day in range(1, 32) if _dates.no_such_day(f"2023-{month:02}-{day:02}") is None]
    assert real == list(range(1, lengths[month - 1] + 1))


@pytest.mark.parametrize("value", [*(date for date in GOOD if "T" not in date), *NO_DATE])
def test_a_date_time_names_a_moment_with_its_offset(value: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Provenance(created=value)
    assert (
        str(caught.value) == f'Provenance.created is "{shown(value)}", should be a date-time like 2024-10-31T09:30:00Z'
    )


@pytest.mark.parametrize("value", [date for date in GOOD if "T" in date])
def test_a_moment_at_any_precision_is_a_date_time(value: str) -> None:
    assert nc.Provenance(created=value).created == value


def test_a_date_does_not_end_with_a_line_feed() -> None:
    """Python's bare `$` would let it pass."""
    for rule, value in ((DATE, "2024\n"), (DATE_TIME, "2024-10-31T09:30Z\n"), (PERIOD, "2024/..\n")):
        assert not rule.matches(value)


# ── Intervals ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "period",
    [
        "2024/2024",
        "2024/2025",
        "2024/..",
        "../2024",
        "2024-10-31T09:30Z/..",
        "../2024-10-31T09:30Z",
        "0001/9999",
        "9999/9999-12-31",
        "9999-12/9999",
        "9999-12/9999-12",
        "0001-01-01T00:00+23:59/0001",
        "2024-02/2024-02-29",
        "2023-02/2023-02-28",
        "2024-02-29/2024-02",
    ],
)
def test_an_interval_is_kept_as_written(period: str) -> None:
    assert nc.When(value=period).value == period


@pytest.mark.parametrize(
    "value",
    [
        "../..",
        "..",
        "/2024",
        "2024/",
        "/",
        "2024/2025/2026",
        "2024//2025",
        "2024 / 2025",
        "2024/.",
        "2024/...",
        "2024../2025",
        "2024..2025",
        "2024-2025",
        "2024/0000",
        "0000/2024",
        "2024/P1Y",
        "2024/25",
        "2024-10/11",
        "2024/..\n",
        "../2024\n",
    ],
)
def test_what_is_no_interval_is_refused(value: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.When(value=value)
    assert str(caught.value) == f'When.value is "{shown(value)}", {PERIOD_SHOULD}'
    assert caught.value.code == "NC210"


@pytest.mark.parametrize("value", ["2024/2025", "2024/..", "../2024"])
def test_only_a_time_may_be_an_interval(value: str) -> None:
    with pytest.raises(nc.FieldError, match="should be a date like"):
        nc.Article(id="x", language="en", published=value)


@pytest.mark.parametrize("period", ["2023-02-29/2024", "2022/2023-02-29", "../2023-02-29", "2023-02-29T00:00Z/.."])
def test_both_sides_of_an_interval_are_days_that_exist(period: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.When(value=period)
    assert str(caught.value) == "When.value names 2023-02-29, a day that does not exist"


BACKWARD = [
    ("2025", "2024"),
    ("2024-11", "2024-10"),
    ("2024-10-31", "2024-10-30"),
    ("2025", "2024-12"),
    ("2025", "2024-12-31"),
    ("2025-01", "2024"),
    ("2025-01-01", "2024"),
    ("2024-11", "2024-10-31"),
    ("2024-03", "2024-02-29"),
    ("2024-03-01", "2024-02"),
    ("2023-03-01", "2023-02"),
    ("2025-01-01T00:00Z", "2024"),
    ("2025-01-01T00:00Z", "2024-12-31"),
    ("2024-11-01", "2024-10-31T23:59Z"),
    ("2024-10-31T10:00Z", "2024-10-31T09:59Z"),
    ("2024-10-31T10:01Z", "2024-10-31T10:00Z"),
    ("2024-10-31T10:00:01Z", "2024-10-31T10:00:00Z"),
    ("2024-10-31T10:01:00Z", "2024-10-31T10:00Z"),
    ("2024-10-31T10:00:00.2Z", "2024-10-31T10:00:00.1Z"),
    ("2024-10-31T10:00:01.0Z", "2024-10-31T10:00:00Z"),
    ("2024-10-31T10:00+01:00", "2024-10-31T10:00+02:00"),
    ("2024-10-31T10:00-01:00", "2024-10-31T10:00Z"),
    ("2024-10-31T10:00+05:30", "2024-10-31T04:29Z"),
    ("2024-10-31T10:00-05:30", "2024-10-31T15:29Z"),
    ("2024-10-31T23:30-01:00", "2024-11-01T00:00Z"),
    ("9999", "0001"),
    ("9999-12-31", "9999-12-30"),
    ("9999-12", "9999-11"),
]

FORWARD = [
    # A wider date may begin before the finer one, or end after it: nothing says that it does not.
    ("2024", "2024-06"),
    ("2024-06", "2024"),
    ("2024-12-31", "2024"),
    ("2024", "2024-01-01"),
    ("2024-12", "2024-12-01"),
    ("2024-12-31", "2024-12"),
    ("2024-02-29", "2024-02"),
    ("2024-10-31", "2024-10-31T00:00Z"),
    ("2024-10-31T23:59:59.9Z", "2024-10-31"),
    ("2024-12-31T23:59:59Z", "2024"),
    ("2024-10-31T10:00:59Z", "2024-10-31T10:00Z"),
    ("2024-10-31T10:00:00.9Z", "2024-10-31T10:00:00Z"),
    ("2024-10-31T10:00:00.5Z", "2024-10-31T10:00:00.5Z"),
    ("2024-10-31T10:00:00.50Z", "2024-10-31T10:00:00.5Z"),
    ("2024-10-31T10:00Z", "2024-10-31T10:00Z"),
    # Offsets count where both sides have one.
    ("2024-10-31T10:00+02:00", "2024-10-31T09:00+01:00"),
    ("2024-10-31T10:00+02:00", "2024-10-31T08:30Z"),
    ("2024-11-01T01:00+02:00", "2024-10-31T23:00Z"),
    ("2024-10-31T23:30+00:00", "2024-11-01T00:30+01:00"),
    ("2024-10-31T10:00+05:30", "2024-10-31T04:30Z"),
    ("2024-10-31T10:00-05:30", "2024-10-31T15:30Z"),
    # A moment against a day is compared by the clock on the wall, since the day has no offset.
    ("2024-11-01T00:30+14:00", "2024-11-01"),
    ("2024-10-31T23:30-12:00", "2024-10-31"),
    ("2024-11-01", "2024-11-01T00:30+14:00"),
    ("0001", "0001-01-01"),
    ("9999-12-31T23:59Z", "9999"),
    ("0001-01-01T00:00+23:59", "0001-01-01T00:00+23:59"),
    ("9999-12-31T23:59-23:59", "9999-12-31T23:59-23:59"),
]


@pytest.mark.parametrize(("first", "second"), BACKWARD)
def test_an_interval_that_surely_ends_before_it_starts_is_refused(first: str, second: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.When(value=f"{first}/{second}")
    assert str(caught.value) == f"When.value ends with {second} before it starts with {first}"
    assert caught.value.code == "NC219"


@pytest.mark.parametrize(("first", "second"), [*((later, first) for first, later in BACKWARD), *FORWARD])
def test_an_interval_that_may_run_forward_is_taken(first: str, second: str) -> None:
    assert nc.When(value=f"{first}/{second}").value == f"{first}/{second}"


def test_an_open_side_bounds_nothing() -> None:
    assert _dates.no_such_period("9999-12-31/..") is None
    assert _dates.no_such_period("../0001-01-01") is None


def test_fractions_that_differ_far_behind_the_point_are_told_apart() -> None:
    first, second = (f"2024-10-31T10:00:00.{'0' * 40}{digit}Z" for digit in "21")
    assert _dates.no_such_period(f"{first}/{second}") == ("NC219", f"ends with {second} before it starts with {first}")
    assert _dates.no_such_period(f"{second}/{first}") is None
    assert _dates.no_such_period(f"{first}/{first}") is None


@pytest.mark.parametrize("digits", [4300, 4301, 100_000])
def test_a_fraction_may_have_any_number_of_digits(digits: int) -> None:
    """Python refuses to convert more than 4300 digits to a number; a date is no reason to fall over that."""
    moment = f"2024-10-31T10:00:00.{'1' * digits}Z"
    assert nc.When(value=f"{moment}/{moment}").value == f"{moment}/{moment}"
    assert nc.When(value=f"{moment}/2025").value == f"{moment}/2025"


@pytest.mark.parametrize(
    "attack",
    [
        "2" * 100_000,
        "2024-10-31T09:30:00." + "1" * 100_000,
        "2024-10-31T09:30:00." + "1" * 100_000 + "/",
        "2024/" * 20_000,
        "../" * 33_000,
        "2024-10-31T09:30:00.0Z/" * 4_000,
    ],
    ids=["digits", "fraction", "interval", "years", "dots", "moments"],
)
def test_a_hundred_thousand_characters_are_refused_quickly(attack: str) -> None:
    start = time.perf_counter()
    with pytest.raises(nc.FieldError):
        nc.When(value=attack)
    assert time.perf_counter() - start < 0.1

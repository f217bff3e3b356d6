"""
Dates as newspapers know them: a year, a month, a day or a moment, and intervals of these (EDTF level 0).

They stay text as written; this module only says whether they are well formed, whether the day exists, and which of two
is later.
"""

import datetime as dt

_YEAR = "(?!0000)[0-9]{4}"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_OFFSET = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
_CLOCK = f"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]+)?)?{_OFFSET}"

DATE_TIME = f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}"
"""Pattern of a moment: date, time and offset."""
DATE = f"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_CLOCK})?)?)?"
"""Pattern of a date at any precision."""
PERIOD = f"{DATE}(?:/(?:{DATE}|\\.\\.))?|\\.\\./{DATE}"
"""Pattern of a date or an interval, open at one side at most."""

Breach = tuple[str, str]
"""A code and what is wrong."""


def no_such_day(date: str) -> Breach | None:
    """
    Whether the calendar lacks the day of a date that the pattern matches.

    >>> no_such_day("2023-02-29")
    ('NC218', 'names 2023-02-29, a day that does not exist')
    >>> no_such_day("2024-02-29"), no_such_day("2023-02")
    (None, None)
    """
    if len(date) < len("2024-10-31"):
        return None
    try:
        dt.date.fromisoformat(date[:10])
    except ValueError:
        return "NC218", f"names {date[:10]}, a day that does not exist"
    return None


def no_such_period(period: str) -> Breach | None:
    """
    Whether a period that the pattern matches has a day that does not exist, or ends before it starts.

    >>> no_such_period("2025/2024-06")
    ('NC219', 'ends with 2024-06 before it starts with 2025')
    >>> no_such_period("2024/.."), no_such_period("2024-06/2024")
    (None, None)
    """
    sides = [side for side in period.split("/") if side != ".."]
    for side in sides:
        if breach := no_such_day(side):
            return breach
    if len(sides) > 1 and _surely_later(sides[0], sides[1]):
        return "NC219", f"ends with {sides[1]} before it starts with {sides[0]}"
    return None


_Instant = tuple[int, str, int]
"""Seconds since the year 1, the digits of a fraction without trailing zeros, and 1 for the moment just behind it."""


def _surely_later(first: str, second: str) -> bool:
    """Whether even the beginning of `first` lies behind the end of `second`, offsets counted where both have one."""
    zoned = "T" in first and "T" in second
    return _bounds(first, zoned=zoned)[0] >= _bounds(second, zoned=zoned)[1]


def _bounds(date: str, *, zoned: bool) -> tuple[_Instant, _Instant]:
    """The first instant of a date, and the first one behind it; in UTC if `zoned`."""
    if "T" in date:
        return _clock_bounds(date, zoned=zoned)
    year, month, day = int(date[:4]), int(date[5:7] or 0), int(date[8:10] or 0)
    first = dt.date(year, month or 1, day or 1).toordinal()
    if day:
        last = first
    elif month in (0, 12):
        last = dt.date(year, 12, 31).toordinal()
    else:
        last = dt.date(year, month + 1, 1).toordinal() - 1
    return (first * 86400, "", 0), ((last + 1) * 86400, "", 0)


def _clock_bounds(date: str, *, zoned: bool) -> tuple[_Instant, _Instant]:
    day, clock = date.split("T")
    offset = 0
    if clock.endswith("Z"):
        clock = clock[:-1]
    else:
        clock, sign, zone = clock[:-6], clock[-6], clock[-5:]
        offset = (int(zone[:2]) * 60 + int(zone[3:])) * (60 if sign == "+" else -60)
    clock, _, fraction = clock.partition(".")
    hours, minutes, *seconds = map(int, clock.split(":"))
    start = dt.date.fromisoformat(day).toordinal() * 86400 + hours * 3600 + minutes * 60 + sum(seconds)
    start -= offset if zoned else 0
    if fraction:
        # A fraction names a point, so the same point twice is no backward interval.
        digits = fraction.rstrip("0")
        return (start, digits, 0), (start, digits, 1)
    return (start, "", 0), (start + (1 if seconds else 60), "", 0)

# The calendar by hand, with Python's zoneinfo and the system's own zones: no offset is ever inverted, a local time is looked for minute
# by minute, and months are read from printed calendars. Reads cases as JSON from standard input, writes [opensAt, closesAt] of each in
# seconds.
import calendar
import datetime as dt
import json
import sys
import zoneinfo

UTC = dt.timezone.utc
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def wall(at, zone):
    return dt.datetime.fromtimestamp(at, zone).replace(tzinfo=None)


def first_instant(local, zone):
    """The first instant whose wall clock is not before this local time."""
    at = int(local.replace(tzinfo=UTC).timestamp()) - 15 * 3600
    while wall(at, zone) < local:
        at += 900
    at -= 900
    while wall(at, zone) < local:
        at += 60
    return at


def patch_tuesday(year, month):
    weeks = calendar.monthcalendar(year, month)
    return dt.date(year, month, [week[1] for week in weeks if week[1]][1])


def is_day(case, date, zone):
    if WEEKDAYS[date.weekday()] not in case["days"]:
        return False
    if "weeks" in case:
        same = [week[date.weekday()] for week in calendar.monthcalendar(date.year, date.month) if week[date.weekday()]]
        place = same.index(date.day) + 1
        if place not in case["weeks"] and not ("last" in case["weeks"] and place == len(same)):
            return False
    after = case.get("after")
    if after is None:
        return True
    days = dt.timedelta(days=after["days"])
    if after["anchor"] == "detected-release":
        return date >= wall(case["released"], zone).date() + days
    before = (date.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    for year, month in ((date.year, date.month), (before.year, before.month)):
        begins = patch_tuesday(year, month) + days
        if begins <= date < begins + dt.timedelta(days=7):
            return True
    return False


def opening(case):
    zone = zoneinfo.ZoneInfo(case["timeZone"])
    hours, minutes = map(int, case["start"].split(":"))
    date = wall(case["now"], zone).date() - dt.timedelta(days=3)
    if case.get("after", {}).get("anchor") == "detected-release":
        date = max(date, wall(case["released"], zone).date())
    while True:
        if is_day(case, date, zone):
            opens = first_instant(dt.datetime(date.year, date.month, date.day, hours, minutes), zone)
            if opens + case["duration"] > case["now"]:
                return [opens, opens + case["duration"]]
        date += dt.timedelta(days=1)


json.dump([opening(case) for case in json.load(sys.stdin)], sys.stdout)

"""A calendar that other programs can read: RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.domain.icalendar import Event, calendar, escaped, folded

NOW = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


def test_an_event_of_one_day_stands_between_its_begin_and_its_end() -> None:
    made = calendar("Plan", [Event("a@b", date(2024, 3, 31), "Due", "Line 1\nLine 2", "https://x.example/")], now=NOW)
    text = made.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in ("UID:a@b", "DTSTAMP:20240301T093000Z", "DTSTART;VALUE=DATE:20240331", "DTEND;VALUE=DATE:20240401",
                 "DESCRIPTION:Line 1\\nLine 2", "URL:https://x.example/", "VERSION:2.0"):  # fmt: skip
        assert f"\r\n{line}\r\n" in text, line


def test_signs_with_a_meaning_are_escaped() -> None:
    assert escaped("a;b,c\\d\r\nEND:VEVENT") == "a\\;b\\,c\\\\d\\nEND:VEVENT"


def test_a_long_line_is_folded_between_characters_and_reads_as_before() -> None:
    line = "SUMMARY:" + "Отчёт о выполнении плана " * 12
    made = folded(line)
    assert all(len(part) <= 75 for part in made.split(b"\r\n"))
    assert all(part.decode() for part in made.split(b"\r\n") if part)
    assert made.decode().replace("\r\n ", "").removesuffix("\r\n") == line

"""The data files of the demonstration plan, read; what they say is in tracker/library/demonstration."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from tracker.domain.texts import Multilingual

FOLDER = resources.files("tracker.library").joinpath("demonstration")


@dataclass(frozen=True, slots=True)
class Published:
    """One published value of an official series, exactly as its source prints it."""

    sdg: str
    series: str
    year: int
    sex: str
    form: str
    value: Decimal


@cache
def table(name: str) -> dict[str, Any]:
    """A data file such as `plan.toml`; not to be changed."""
    return tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The lines of a data file such as `people.csv`; not to be changed."""
    return list(csv.DictReader(FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()))


def content(name: str) -> bytes:
    """The bytes of an evidence file."""
    return FOLDER.joinpath("evidence").joinpath(name).read_bytes()


def section(name: str) -> Multilingual:
    """A section of the report in the languages in which it is written."""
    files = {code: FOLDER.joinpath("sections").joinpath(f"{name}.{code}.md") for code in ("en", "ru")}
    return Multilingual({code: file.read_text(encoding="utf-8").strip() for code, file in files.items()})


def text(said: Mapping[str, str] | None) -> Multilingual:
    return Multilingual(said or {})


@cache
def statistics() -> tuple[Published, ...]:
    """The official values of the country by year, all ages; some by sex or by form of violence."""
    return tuple(
        Published(
            sdg=row["sdg_code"],
            series=row["series"],
            year=int(row["year"]),
            sex=row["sex"],
            form=row["form_of_violence"],
            value=Decimal(row["value"]),
        )
        for row in rows("official_statistics.csv")
        if not row["age"]
    )


def values(official: Mapping[str, str]) -> dict[int, Decimal]:
    """The values of one series by year: of both sexes together, of the form of violence that stands for the whole."""
    return {
        one.year: one.value
        for one in _of(official)
        if not one.sex and one.form == official.get("form", "")
    }  # fmt: skip


def parts(official: Mapping[str, str], published: Mapping[str, str]) -> dict[tuple[int, str], Decimal]:
    """The parts of a series by year and category; `published` gives our category for each code of the source."""
    return {
        (one.year, published[code]): one.value
        for one in _of(official)
        if (code := one.sex or one.form) in published and code != official.get("no_part")
    }


def _of(official: Mapping[str, str]) -> list[Published]:
    return [one for one in statistics() if (one.sdg, one.series) == (official["sdg"], official.get("series", ""))]


def last_day(year: int) -> date:
    return date(year, 12, 31)

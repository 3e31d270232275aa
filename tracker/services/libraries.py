"""The built-in indicator libraries: UN 1325 and SDG, to be adopted into a plan."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tracker.domain.rules import default_rules
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Kind, Theme, TimeRule

UN_1325, SDG = "UN1325", "SDG"
FILES = {UN_1325: ("un1325", "un_1325_indicators.csv"), SDG: ("sdg", "sdg_indicators.csv")}
NAMES = {UN_1325: N_("UN 1325 global indicators (S/2010/498)"), SDG: N_("Sustainable Development Goals")}


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of a library; `checked` tells whether its wording was compared with the published text."""

    library: str
    code: str
    theme: Theme
    text: Multilingual
    checked: bool
    kind: Kind
    time_rule: TimeRule
    per: int

    @property
    def reference(self) -> str:
        """What an adopted indicator keeps, for instance `SDG 5.5.1`."""
        return f"{self.library} {self.code}"


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, library by library, in the order of their sources."""
    kinds = {(row["library"], row["code"]): row for row in _rows("suggested_kinds.csv")}
    return tuple(
        _entry(library, row, kinds[name, row["code"]]) for library, (name, file) in FILES.items() for row in _rows(file)
    )


def find(reference: str) -> Entry | None:
    """The entry that an adopted indicator names; None for one of the plan's own."""
    return next((entry for entry in entries() if entry.reference == reference), None)


def search(words: str = "", theme: Theme | None = None, library: str = "") -> tuple[Entry, ...]:
    """The entries that hold all the words, in whichever language, of a pillar and of a library where one is given."""
    wanted = words.casefold().split()
    return tuple(
        entry
        for entry in entries()
        if theme in (None, entry.theme)
        and library in ("", entry.library)
        and all(word in _searched(entry) for word in wanted)
    )


def _searched(entry: Entry) -> str:
    return " ".join((entry.reference, *entry.text.texts.values())).casefold()


def _entry(library: str, row: Mapping[str, str], suggested: Mapping[str, str]) -> Entry:
    kind = Kind(suggested["kind"])
    texts = {name.removeprefix("text_"): text for name, text in row.items() if name.startswith("text_")}
    return Entry(
        library=library,
        code=row["code"],
        theme=Theme(row["pillar"]),
        text=Multilingual(texts),
        checked=row.get("wording_checked", "yes") == "yes",
        kind=kind,
        time_rule=TimeRule(suggested["time_rule"]) if suggested["time_rule"] else default_rules(kind)[0],
        per=int(suggested["per"] or 100),
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = resources.files("tracker.library").joinpath(file).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())

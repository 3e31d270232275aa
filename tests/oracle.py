"""The figures of a plan worked out a second time, from the rules as they are written down, with nothing of the program.

Everything is plain: words for kinds and reasons, whole years for periods, exact fractions for numbers. Where the
program gathers reports and joins them by a table of rules, this fills a grid of years and organisations and reads it
like a sheet of paper. It is slow and takes no short cut.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

Row = dict[str, Any]

ZERO, ONE = Fraction(0), Fraction(1)
ADDED = ("flow",)
NOT_MISSING = ("not_due", "not_applicable")
LEAVES_NOTHING = ("not_applicable", "confidential")


def number(text: Any) -> Fraction | None:
    return None if text is None else Fraction(str(text))


class Sheet:
    """One indicator of one plan, year by year."""

    def __init__(self, indicator: Row, rows: list[Row], due: set[tuple[int, str]], years: list[int]) -> None:
        self.it, self.due, self.years = indicator, due, years
        self.grid: dict[tuple[int, str], Row] = {}
        for row in sorted(rows, key=lambda one: one["revision"]):
            if row["state"] == "verified":
                self.grid[row["year"], row["by"]] = row
        self.everybody = sorted({by for _year, by in self.grid})
        self.events = indicator["kind"] == "flow" or indicator.get("events", False)

    # what is there ---------------------------------------------------------------------------------------------------
    def answers(self, year: int) -> dict[str, Row]:
        return {by: row for (when, by), row in self.grid.items() if when == year and row.get("reason") is None}

    def lacking(self, year: int) -> dict[str, str]:
        """Who gave no value for a year, and the reason; nothing at all is `not_reported`."""
        asked = {by for when, by in self.due if when == year} | {by for when, by in self.grid if when == year}
        there = self.answers(year)
        return {by: (self.grid.get((year, by)) or {}).get("reason") or "not_reported" for by in asked - set(there)}

    def missing(self, year: int) -> set[str]:
        return {by for by, reason in self.lacking(year).items() if reason not in NOT_MISSING}

    def latest(self, year: int) -> dict[str, tuple[int, Row]]:
        """The newest value of each organisation up to a year; an answer that ends it leaves nothing."""
        found = {}
        for by in self.everybody:
            for when in sorted((each for each in self.years if each <= year), reverse=True):
                row = self.grid.get((when, by))
                if row is None or row.get("reason") not in (None, *LEAVES_NOTHING):
                    continue
                if row.get("reason") is None:
                    found[by] = (when, row)
                break
        return found

    # values ----------------------------------------------------------------------------------------------------------
    def value(self, year: int, since: int | None = None) -> tuple[Fraction | None, bool]:
        """The value of a year, or of all years since one, and whether the true one may be larger."""
        if not self.events:
            return self._of_latest(year)
        span = [each for each in self.years if (since or year) <= each <= year]
        rows = [row for each in span for row in self.answers(each).values()]
        gaps = any(self.missing(each) for each in span)
        apart = self.it["place"] == "none" and len({row["by"] for row in rows}) > 1
        if not rows or apart:
            return None, False
        if self.it["kind"] != "flow":
            return self._ratio(rows), False
        return self._together(rows), gaps or (self.it["place"] == "largest" and len(rows) > 1)

    def _of_latest(self, year: int) -> tuple[Fraction | None, bool]:
        found = self.latest(year)
        rows = [row for _when, row in found.values()]
        if not rows or (self.it["place"] == "none" and len(rows) > 1):
            return None, False
        gaps = bool(self.missing(year) - set(found))
        kind = self.it["kind"]
        if kind in ("share", "rate"):
            return self._ratio(rows), False
        if kind == "milestone":
            return self._reached(rows, year, self.missing(year) - set(found)), False
        if kind == "ordinal":
            return Fraction(self.it["steps"].index(rows[0]["choice"]) + 1), False
        if kind == "list":
            return self._listed(rows, year), gaps
        return self._together(rows), gaps or (self.it["place"] == "largest" and len(rows) > 1)

    def _together(self, rows: list[Row]) -> Fraction:
        values = [number(row["value"]) or ZERO for row in rows]
        return max(values) if self.it["place"] == "largest" else sum(values, ZERO)

    def _ratio(self, rows: list[Row]) -> Fraction | None:
        if any(row.get("of") is None for row in rows):
            return number(rows[0]["value"]) if len(rows) == 1 else None
        above, below = (sum((number(row[name]) or ZERO for row in rows), ZERO) for name in ("part", "of"))
        return above * self.it["per"] / below if below else None

    def _reached(self, rows: list[Row], year: int, silent: set[str]) -> Fraction:
        done = [row for row in rows if row["reached"] and (row["on"] is None or row["on"].year <= year)]
        enough = bool(done) if self.it["place"] == "largest" else len(done) == len(rows) + len(silent)
        return Fraction(int(enough))

    def _listed(self, rows: list[Row], year: int) -> Fraction:
        standing: dict[tuple[str, int], set[str]] = {}
        for row in rows:
            for title, when, state in row["items"]:
                standing.setdefault((title.casefold(), when), set()).add(state)
        counts = [
            ("repealed" not in said and "in_force" in said and when <= year) for (_, when), said in standing.items()
        ]
        return Fraction(sum(counts))

    # targets ---------------------------------------------------------------------------------------------------------
    @property
    def final(self) -> Row | None:
        return max(self.it["targets"], key=lambda one: (one["final"], one["year"]), default=None)

    @property
    def from_start(self) -> bool:
        return self.final is not None and self.final["span"] == "since_start" and self.events

    @property
    def target(self) -> Fraction | None:
        return None if self.final is None else number(self.final["value"])

    @property
    def origin(self) -> Fraction | None:
        from_zero = self.from_start and self.it["kind"] in ADDED
        from_zero |= self.it["kind"] == "running_total" and not self.it["contains_baseline"]
        if from_zero:
            return None if self.it["direction"] == "at_most" else ZERO
        return number(self.it["baseline"])

    @property
    def direction(self) -> str:
        origin, target, stored = self.origin, self.target, self.it["direction"]
        if stored != "exactly" and None not in (origin, target) and origin != target:
            return "at_least" if (target or ZERO) > (origin or ZERO) else "at_most"
        if stored or target is None:
            return str(stored or "at_least")
        if origin is not None:
            return "exactly"
        return "at_least" if target else "at_most"

    def way(self, value: Fraction) -> Fraction | None:
        if self.origin is None or self.target is None or self.origin == self.target:
            return None
        return (value - self.origin) / (self.target - self.origin)

    def expected(self, year: int) -> Fraction | None:
        """What should be there at the end of a year; days on a straight line where no target says it."""
        final, kind = self.final, self.it["kind"]
        if final is None or kind in ("milestone", "ordinal") or self.origin == self.target:
            return None
        if final["year"] <= year:
            return self.target
        promised = self._promised(year)
        if promised is not None or self.origin is None:
            return promised
        known = None if self.from_start else self.it["baseline_on"]
        start = known or date(self.years[0] - 1, 12, 31)
        whole = (date(final["year"], 12, 31) - start).days
        gone = min(max((date(year, 12, 31) - start).days, 0), whole)
        part = Fraction(gone, whole) if whole > 0 else ONE
        return self.origin + ((self.target or ZERO) - self.origin) * part

    def _promised(self, year: int) -> Fraction | None:
        """The target of a year on the final target's span; single years are added if each has one."""
        ways = {one["year"]: one for one in self.it["targets"] if one is not self.final}
        here = ways.get(year)
        if here is None or self.final is None:
            return None
        if not self.events or here["span"] == self.final["span"]:
            return number(here["value"])
        each = [ways.get(one) for one in self.years if one <= year]
        alone = [one for one in each if one is not None and one["span"] == "period"]
        if not self.from_start or self.it["kind"] not in ADDED or len(alone) < len(each):
            return None
        return sum((number(one["value"]) or ZERO for one in alone), ZERO)

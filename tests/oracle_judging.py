"""How a value stands against its target, and the means of a plan: the second way's own, from the written rules."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle import ONE, ZERO, Sheet

Said = dict[str, Any]

REASONS = ("not_reported", "not_available", "confidential", "not_applicable", "not_due")


class Judged(Sheet):
    """One indicator with its ratings, year by year."""

    def is_due(self, year: int) -> bool:
        if self.it["kind"] in ("milestone", "ordinal") and self.final is not None:
            return bool(self.final["year"] <= year)
        return bool(self.answers(year)) or any(reason != "not_due" for reason in self.lacking(year).values())

    def is_reported(self, year: int) -> bool:
        if self.answers(year):
            return True
        if self.it["kind"] != "milestone":
            return False
        rows = [row for _when, row in self.latest(year).values()]
        return any(row["reached"] and row["on"] is not None and row["on"].year <= year for row in rows)

    def met(self, year: int) -> tuple[bool | None, Fraction | None, Fraction | None]:
        """Whether the target is met, the progress, and how far the way is (below 0: worse than the baseline)."""
        value, more = self.value(year, self.years[0] if self.from_start else None)
        if value is None or not self.is_reported(year):
            return None, None, None
        way, target = self.way(value), self.target
        sides = {
            "at_least": value >= (target or ZERO),
            "at_most": value <= (target or ZERO),
            "exactly": value == target,
        }
        met = None if target is None else sides[self.direction]
        progress = None if self.it["kind"] in ("milestone", "ordinal") else way
        if more and self.direction != "at_least":
            met = False if target is not None and value > target else None
            progress = progress if way is not None and way < 0 else None
        return met, progress, way

    def rating(self, year: int) -> str:
        """The first of these that holds."""
        met, progress, way = self.met(year)
        keep = self.target is not None and self.target == self.origin
        counted = self.it["kind"] not in ("milestone", "ordinal")
        dark = not met and not (keep and met is not None) and (met is None or (counted and progress is None))
        before = any(self.met(each)[0] for each in self.years if each < year)
        ladder = (
            ("not_due", not self.is_due(year) and not met),
            ("no_data", not self.is_reported(year)),
            ("no_target", self.final is None),
            ("not_computable", dark),
            ("maintained", keep and bool(met)),
            ("not_maintained", keep),
            ("achieved", bool(met)),
            ("achieved_earlier", before),
            ("regressed", way is not None and way < 0),
            ("on_track", self._keeps_pace(year, progress)),
        )
        return next((name for name, holds in ladder if holds), "behind")

    def _keeps_pace(self, year: int, progress: Fraction | None) -> bool:
        expected = self.expected(year)
        pace = None if expected is None else self.way(expected)
        if progress is None or pace is None:
            return False
        made = ONE - abs(ONE - progress) if self.direction == "exactly" else progress
        return made >= Fraction(9, 10) * pace

    def reason(self, year: int) -> str | None:
        if self.is_reported(year):
            return None
        given = set(self.lacking(year).values())
        return next((one for one in REASONS if one in given), "not_reported" if self.is_due(year) else "not_due")

    def score(self, year: int) -> Fraction | None:
        """What it adds to a mean: all or nothing for what is kept, reached or achieved, else progress from 0 to 1."""
        met, progress, _way = self.met(year)
        rating = self.rating(year)
        if rating == "achieved":
            return ONE
        is_whole = self.it["kind"] == "milestone" or rating in ("maintained", "not_maintained")
        if met is not None and is_whole and rating not in ("no_data", "no_target"):
            return Fraction(int(met))
        return None if progress is None else min(max(progress, ZERO), ONE)


def figure(sheet: Judged, year: int) -> Said:
    """Everything of one indicator and year that the program says in numbers, by the same names."""
    met, progress, _way = sheet.met(year)
    since = sheet.value(year, sheet.years[0])[0] if sheet.from_start else None
    return {
        "value": sheet.value(year)[0],
        "since_start": since,
        "progress": progress,
        "met": met,
        "expected": sheet.expected(year),
        "rating": sheet.rating(year),
    }


def means(sheets: list[Judged], year: int) -> Said:
    """Both means of a plan and n of N: the headline counts what is missing as nothing."""
    counted = [
        sheet
        for sheet in sheets
        if sheet.it["kind"] != "ordinal" and sheet.is_due(year) and sheet.reason(year) != "not_applicable"
    ]
    scores = [(Fraction(sheet.it["weight"]), sheet.score(year)) for sheet in counted]
    if not any(weight for weight, _score in scores):
        scores = [(ONE, score) for _weight, score in scores]
    known = [(weight, score) for weight, score in scores if score is not None]
    return {"headline": _mean([(w, s or ZERO) for w, s in scores]), "reported": _mean(known),
            "coverage": (len(known), len(scores))}  # fmt: skip


def _mean(scores: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    if not scores:
        return None
    weights = [weight for weight, _score in scores]
    if not any(weights):
        weights = [ONE] * len(scores)
    return sum((w * s for w, (_, s) in zip(weights, scores, strict=True)), ZERO) / sum(weights, ZERO)

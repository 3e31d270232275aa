"""What stands in the cells of a report: one text for each figure, baseline and target, the same in every output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from reports.language import Speech
from reports.revised import beside
from reports.snapshot import CommitmentLine, IndicatorLine
from tracker.domain.display import Printed, Shown, shown
from tracker.domain.series import Figure, Target
from tracker.domain.texts import N_, Message
from tracker.domain.versions import Aspect
from tracker.domain.vocabulary import DataStatus, Kind, Rating, ValueState

NOTHING = "–"
"""Stands where a kind of indicator has no such figure; the method section says so."""
NUMERIC = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE, Kind.LIST)
HIDDEN = N_("Hidden")
"""Stands where a count is small, and where a small one could be worked out; a data-quality note says so."""
WITHOUT_BASELINE = (Kind.MILESTONE, Kind.TEXT)
FRAMEWORKS = {"un1325": "UN 1325", "sdg": "SDG", "cedaw_gr30": "CEDAW GR 30"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and the remarks below it; `absent` where it says why there is no figure."""

    text: str
    remarks: tuple[str, ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Printing:
    """Figures in one language."""

    speech: Speech
    known: dict[int, tuple[Figure, Shown]] = field(default_factory=dict, repr=False, compare=False)

    def shown(self, figure: Figure) -> Shown:
        """A figure's printed numbers, rounded once: a report asks for them in many places."""
        if id(figure) not in self.known:
            self.known[id(figure)] = (figure, shown(figure))
        return self.known[id(figure)][1]

    def value(self, line: IndicatorLine, figure: Figure) -> Cell:
        """A figure's value for its period. A zero, a reason, 0 of 0 and a carried value are four different texts."""
        if figure.state is ValueState.SUPPRESSED:
            return Cell(self.speech.gettext(HIDDEN), absent=True)
        if figure.state is ValueState.NO_VALUE:
            return Cell(self.speech.word(figure.reason), absent=True)
        if figure.state is ValueState.NOT_COMPUTABLE:
            return Cell(self.speech.gettext("Not computable"), self._parts(figure), absent=True)
        return Cell(self._of_kind(line, figure), (*self._parts(figure), *self._remarks(figure)))

    def previous(self, line: IndicatorLine) -> Cell:
        """The value of the period before; a dash where the report has only one period."""
        return Cell(NOTHING) if line.previous is None else self.value(line, line.previous)

    def baseline(self, line: IndicatorLine) -> Cell:
        """The value before the plan with its date, or that it is unknown, or not set."""
        baseline = line.figure.baseline
        if baseline.hidden:
            return Cell(self.speech.gettext(HIDDEN), absent=True)
        if baseline.choice is not None:
            text = self.step(line, baseline.choice)
        elif line.kind is Kind.MILESTONE and baseline.value is not None:
            text = self.speech.gettext(N_("Reached") if baseline.value else N_("Not reached"))
        elif baseline.value is not None:
            text = self._number(line, self.shown(line.figure).baseline)
        elif line.kind in WITHOUT_BASELINE:
            return Cell(NOTHING)
        else:
            unknown = N_("Unknown") if line.baseline_unknown else N_("Not set")
            return Cell(self.speech.gettext(unknown), absent=True)
        dated = () if baseline.on is None else (self.speech.short_day(baseline.on),)
        return Cell(text, (*dated, *beside(self.speech, line, Aspect.BASELINE)))

    def target(self, line: IndicatorLine) -> Cell:
        """The final target with its date, and the period's own below it."""
        figure, printed = line.figure, self.shown(line.figure)
        if figure.target is None:
            return Cell(NOTHING if line.kind is Kind.TEXT else self.speech.gettext("Not set"), absent=True)
        remarks = [self.speech.gettext("by %(date)s", date=self.speech.short_day(figure.target.due_on))]
        if figure.period_target is not None and figure.period_target != figure.target:
            due = self._target(line, figure.period_target, printed.period_target)
            period = self.speech.text(figure.period.name).text
            remarks.append(self.speech.gettext("%(period)s: %(target)s", period=period, target=due))
        remarks += beside(self.speech, line, Aspect.FINAL_TARGET)
        return Cell(self._target(line, figure.target, printed.target), tuple(remarks))

    def expected(self, line: IndicatorLine) -> Cell:
        """Where it should be at the end of the period, and whether that is only a straight line; else a dash."""
        expected = self.shown(line.figure).expected
        if expected is None or line.kind in (Kind.MILESTONE, Kind.ORDINAL):
            return Cell(NOTHING)
        assumed = (self.speech.gettext("on a straight line"),) if line.figure.expected_assumed else ()
        return Cell(self._number(line, expected), assumed)

    def progress(self, line: IndicatorLine) -> Cell:
        """Progress in percent, raw; else the share of the target, or whether it is met; else a dash."""
        figure, printed = line.figure, self.shown(line.figure)
        if figure.hidden and figure.rating is Rating.NOT_COMPUTABLE:
            return Cell(self.speech.gettext(HIDDEN), absent=True)
        if printed.progress is not None:
            return Cell(self.speech.percent(printed.progress), self._change(figure, printed))
        if printed.share_of_target is not None:
            return Cell(
                self.speech.percent(printed.share_of_target), (self.speech.gettext("of the target, not progress"),)
            )
        if figure.met is not None and figure.rating not in (Rating.NO_DATA, Rating.NOT_DUE):
            return Cell(self.speech.gettext(N_("Met") if figure.met else N_("Not met")))
        if figure.rating in (Rating.NO_DATA, Rating.NOT_COMPUTABLE, Rating.NOT_DUE):
            return Cell(self.speech.word(figure.rating), absent=True)
        return Cell(NOTHING)

    def step(self, line: IndicatorLine, code: str) -> str:
        """The label of a step of a scale; its code where the scale has it no more."""
        return next((self.speech.text(label).text for step, label in line.scale if step == code), code)

    def explanation(self, line: IndicatorLine) -> tuple[str, ...]:
        """How the figure was computed, sentence by sentence, with its warnings at the end."""
        return tuple(map(self._say(line), (*line.figure.explanation, *line.figure.warnings)))

    def references(self, line: CommitmentLine) -> str:
        """What a commitment answers in other frameworks, for instance `SDG 5.5`."""
        named = (each.partition(":") for each in line.references)
        return ", ".join(f"{FRAMEWORKS.get(name, name)} {point}".strip() for name, _, point in named)

    def ratio(self, ratio: Fraction | None) -> str:
        """A mean of a roll-up in percent; a dash where there is nothing to average."""
        return NOTHING if ratio is None else self.speech.number(ratio * 100, 1) + "\u00a0%"

    def _say(self, line: IndicatorLine) -> Callable[[Message], str]:
        def say(sentence: Message) -> str:
            named = [
                (name, self.step(line, str(value)) if name == "choice" else value) for name, value in sentence.values
            ]
            return self.speech.say(Message(sentence.msgid, tuple(named)))

        return say

    def _of_kind(self, line: IndicatorLine, figure: Figure) -> str:
        gettext = self.speech.gettext
        if line.kind is Kind.TEXT:
            return gettext("Described in words")
        if line.kind is Kind.MILESTONE:
            return gettext(N_("Reached") if figure.reached else N_("Not reached"))
        if line.kind is Kind.ORDINAL and figure.choice is not None:
            return self.step(line, figure.choice)
        text = self._number(line, self.shown(figure).value)
        return gettext("at least %(number)s", number=text) if figure.at_least else text

    def _number(self, line: IndicatorLine, value: Printed | None) -> str:
        return self.speech.percent(value) if line.kind is Kind.SHARE else self.speech.printed(value)

    def _target(self, line: IndicatorLine, target: Target, value: Printed | None) -> str:
        if target.choice is not None:
            return self.step(line, target.choice)
        return self.speech.gettext("Reached") if line.kind is Kind.MILESTONE else self._number(line, value)

    def _parts(self, figure: Figure) -> tuple[str, ...]:
        if figure.numerator is None or figure.denominator is None:
            return ()
        number = self.speech.number
        return (self.speech.gettext("%(n)s of %(of)s", n=number(figure.numerator), of=number(figure.denominator)),)

    def _remarks(self, figure: Figure) -> tuple[str, ...]:
        gettext, printed = self.speech.gettext, self.shown(figure)
        found = []
        if figure.reached_on is not None:
            found.append(self.speech.short_day(figure.reached_on))
        if figure.since_start is not None and figure.since_start != figure.value:
            found.append(gettext("since the plan began: %(number)s", number=self.speech.printed(printed.since_start)))
        if figure.state is ValueState.PARTIAL:
            found.append(gettext("%(n)s of %(of)s reports", n=figure.reports.n, of=figure.reports.of))
        if figure.state is ValueState.CARRIED and figure.carried_from:
            period = self.speech.text(figure.carried_from[0].period.name).text
            found.append(gettext("carried from %(period)s", period=period))
            found.append(self.speech.word(figure.reason).lower())
        if figure.data_status is not DataStatus.FINAL:
            found.append(self.speech.word(figure.data_status).lower())
        return tuple(found)

    def _change(self, figure: Figure, printed: Shown) -> tuple[str, ...]:
        if not figure.in_points or printed.change is None:
            return ()
        return (self.speech.gettext("%(change)s points", change=self.speech.signed(printed.change)),)

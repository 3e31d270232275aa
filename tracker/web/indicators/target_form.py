"""The form of baseline and targets: it asks for what the indicator's kind has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FormField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from tracker.domain import periods, series
from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Direction, Frequency, Kind, TargetSpan, TimeRule
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import targets
from tracker.services.targets import Promise
from tracker.web.fields import DayField
from tracker.web.forms import NumberField, TrackerForm, multilingual, texts
from tracker.web.languages import day, shown
from tracker.web.words import choices

ADDING = (TimeRule.SUM, TimeRule.RATIO_OF_SUMS)
RATIOS = (Kind.SHARE, Kind.RATE)
ROW = "target_"


class ValueField(NumberField):
    """A value of an indicator, read with its number of decimals."""

    def __init__(self, label: Any = None, validators: Any = None, *, decimals: int = 0, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.decimals = decimals


class TargetsForm(TrackerForm):
    """Baseline and targets; made for one indicator by `targets_form`."""

    plan: Plan
    indicator: Indicator
    unknown = BooleanField(
        _l("Nobody knows the baseline"),
        description=_l("It is then printed as unknown. An unknown baseline is not zero."),
    )
    baseline_on = DayField(_l("Date of the baseline"))
    source: FormField[Any]
    final_on = DayField(_l("To be reached by"))

    def promise(self) -> Promise:
        """What was typed; the page's own checks come before."""
        wanted = self._value("direction")
        return Promise(
            value=self._number("baseline"),
            numerator=self._number("numerator"),
            denominator=self._number("denominator"),
            unknown=bool(self.unknown.data),
            on=self.baseline_on.data,
            source=multilingual(self.source),
            direction=Direction(wanted) if wanted else None,
            targets=tuple(self._targets()),
        )

    def reason_given(self) -> str:
        return self._value("reason") or ""

    def rows(self) -> list[Field]:
        """The fields of the periods' targets, by date."""
        return [field for name, field in sorted(self._fields.items()) if name.startswith(ROW)]

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self._require_dates()
        for one in targets.problems(self.plan, self.indicator, self.promise()):
            self.refuse(RuleBroken(one.message, one.field))
        return not self.errors

    def refuse(self, error: RuleBroken | AlreadyExists) -> None:
        """As every form does; a target of a period is known by its date."""
        if error.field.startswith("target:"):
            on = error.field.removeprefix("target:")
            name = ROW + on
            extra = "extra_on" in self and self["extra_on"].data and self["extra_on"].data.isoformat() == on
            error = RuleBroken(error.message, name if name in self and not extra else "extra_on")
        super().refuse(error)

    def _require_dates(self) -> None:
        given = self._number("baseline") is not None or self._number("numerator") is not None
        if given and self.unknown.data:
            self._say("unknown", _("There is a baseline, and it is said to be unknown. Keep one of the two."))
        if self._number("final") is not None and self.final_on.data is None:
            self._say("final_on", _("Enter the date."))
        if "extra" in self and (self._number("extra") is None) != (self["extra_on"].data is None):
            empty = "extra" if self._number("extra") is None else "extra_on"
            self._say(empty, _("Enter both, the date and the target."))

    def _targets(self) -> list[series.Target]:
        found = []
        if self.final_on.data is not None and (
            self.indicator.kind is Kind.MILESTONE or self._number("final") is not None
        ):
            value = Decimal(1) if self.indicator.kind is Kind.MILESTONE else self._number("final")
            found.append(series.Target(self.final_on.data, value, self._span("final_span"), is_final=True))
        rows = [(date.fromisoformat(field.short_name.removeprefix(ROW)), field.short_name) for field in self.rows()]
        if "extra" in self and self["extra_on"].data is not None:
            rows.append((self["extra_on"].data, "extra"))
        span = self._span("period_span")
        return found + [
            series.Target(on, value, span) for on, name in rows if (value := self._number(name)) is not None
        ]

    def _span(self, name: str) -> TargetSpan:
        return TargetSpan(self._value(name) or TargetSpan.PERIOD)

    def _number(self, name: str) -> Decimal | None:
        value = self._value(name)
        return None if value in (None, "") else Decimal(value)

    def _value(self, name: str) -> Any:
        return self[name].data if name in self else None

    def _say(self, name: str, sentence: str) -> None:
        self[name].errors = [*self[name].errors, sentence]


def targets_form(plan: Plan, indicator: Indicator, *, reasoned: bool = False, stored: bool = False) -> TargetsForm:
    """The form for one indicator of the plan; `reasoned` asks why something changes."""
    fields: dict[str, Any] = {
        "plan": plan,
        "indicator": indicator,
        "source": texts(_l("Source of the baseline"), plan),
        **_fields(plan, indicator),
    }
    if reasoned:
        fields["reason"] = TextAreaField(_l("Reason for the change"), [Length(max=2000)])
    made: Any = type("TargetsForm", (TargetsForm,), fields)
    form: TargetsForm = made(data=_facts(plan, indicator), **({"formdata": None} if stored else {}))
    for field in form:
        if isinstance(field, SelectField) and not isinstance(field, RadioField):
            field.choices = [("", _("Not set")), *_steps(indicator)]
    if "direction" in form:
        form["direction"].choices = choices(Direction, empty=_("As the target stands to the baseline"))  # type: ignore[attr-defined]
    for name in ("final_span", "period_span"):
        if name in form:
            form[name].choices = choices(TargetSpan)  # type: ignore[attr-defined]
    return form


def _fields(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    kind = indicator.kind
    found: dict[str, Any] = {"baseline": _value_field(indicator, _l("Baseline"))}
    if kind in RATIOS:
        found["numerator"] = NumberField(_l("Numerator"))
        found["denominator"] = NumberField(_l("Denominator"))
    if kind is Kind.MILESTONE:
        return found
    found["direction"] = RadioField(_l("Direction"))
    found["final"] = _value_field(indicator, _l("Final target"))
    if indicator.time_rule in ADDING:
        found["final_span"] = RadioField(_l("The final target counts"))
        found["period_span"] = RadioField(_l("The targets of the periods count"))
    for on, name in _dates(plan, indicator):
        found[ROW + on.isoformat()] = _value_field(indicator, f"{name} ({day(on)})" if name else day(on))
    found["extra_on"] = DayField(_l("Another date"))
    found["extra"] = _value_field(indicator, _l("Target for that date"))
    return found


def _value_field(indicator: Indicator, label: Any) -> Any:
    if indicator.kind in (Kind.ORDINAL, Kind.MILESTONE):
        return SelectField(label)
    return ValueField(label, decimals=indicator.decimals, percent=indicator.kind is Kind.SHARE)


def _dates(plan: Plan, indicator: Indicator) -> list[tuple[date, str]]:
    """The dates that a target is asked for: the ends of the indicator's periods, and those that have one already."""
    rhythm = Frequency.YEARLY if indicator.frequency is Frequency.ONCE else indicator.frequency
    spans = periods.planned_periods(plan.starts_on, plan.ends_on, rhythm, year_starts_in=plan.year_starts_month)
    found = {each.ends_on: each.name for each in spans}
    if indicator.time_rule not in ADDING:
        found.pop(plan.ends_on, None)  # the final target stands for the last one
    for each in indicator.targets:
        if not each.is_final:
            found.setdefault(each.due_on, "")
    return sorted(found.items())


def _steps(indicator: Indicator) -> list[tuple[str, str]]:
    if indicator.kind is Kind.MILESTONE:
        return [("0", _("Not reached before the plan")), ("1", _("Reached already before the plan"))]
    return [(str(place), step_label(step)) for place, step in enumerate(indicator.scale, start=1)]


def step_label(step: dict[str, Any]) -> str:
    """A step of a scale in the page's language."""
    return shown(Multilingual(step["label"])).text


def _facts(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    chosen = indicator.kind in (Kind.ORDINAL, Kind.MILESTONE)

    def value(number: Decimal | None) -> Any:
        return ("" if number is None else str(int(number))) if chosen else number

    final = next((each for each in indicator.targets if each.is_final), None)
    single = [each for each in indicator.targets if not each.is_final]
    has_parts = indicator.baseline_numerator is not None
    usual = TargetSpan.SINCE_START if indicator.time_rule in ADDING else TargetSpan.PERIOD
    return {
        "baseline": value(None if has_parts else indicator.baseline_value),
        "numerator": indicator.baseline_numerator,
        "denominator": indicator.baseline_denominator,
        "unknown": indicator.baseline_unknown,
        "baseline_on": indicator.baseline_on,
        "source": dict(indicator.baseline_source.texts),
        "direction": indicator.direction.value if indicator.direction else "",
        "final": value(final.value if final else None),
        "final_on": final.due_on if final else plan.ends_on,
        "final_span": (final.span if final else usual).value,
        "period_span": (single[0].span if single else TargetSpan.PERIOD).value,
        **{ROW + each.due_on.isoformat(): value(each.value) for each in single},
    }

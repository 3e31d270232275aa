"""The forms of an indicator: its kind, what is measured, and who reports it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.breakdown import BROKEN_DOWN
from tracker.domain.rules import RULES, default_rules
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Frequency, Kind, PlaceRule, TimeRule
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import commitments, levels, libraries, plans
from tracker.services.indicators import Answering, IndicatorFacts
from tracker.web.fields import WholeField, key_of, organisation_choices
from tracker.web.forms import Needed, TrackerForm, multilingual, texts
from tracker.web.languages import shown
from tracker.web.words import choices, word

NUMBERS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE)
WITH_UNIT = (*NUMBERS, Kind.LIST)
RATIOS = (Kind.SHARE, Kind.RATE)


class KindForm(TrackerForm):
    """The first question: what the value is. And where the indicator stands."""

    place = SelectField(_l("Measures"), [Needed(_l("Choose what it measures."))])
    kind = RadioField(_l("What is counted or described?"), [InputRequired(_l("Choose the kind."))])

    def __init__(self, plan: Plan, **more: Any) -> None:
        super().__init__(**more)
        self.place.choices = [("", _("Choose")), *_places(plan)]
        self.kind.choices = choices(Kind)


class ChangeKindForm(TrackerForm):
    """Another kind for an indicator that has no values yet."""

    kind = RadioField(_l("What is counted or described?"), [InputRequired(_l("Choose the kind."))])
    reason = StringField(_l("Reason for the change"), [Length(max=500)])

    def __init__(self, indicator: Indicator, **more: Any) -> None:
        super().__init__(data={"kind": indicator.kind.value}, **more)
        self.kind.choices = choices(Kind)


class IndicatorForm(TrackerForm):
    """What every kind needs; `indicator_form` adds what one kind needs besides, in the languages of a plan."""

    code = StringField(
        _l("Code"),
        [Needed(_l("Enter a code.")), Length(max=20, message=_l("This is too long: at most %(n)s characters.", n=20))],
        description=_l("Short, for tables and charts: 1.2a."),
    )
    title: FormField[Any]
    definition: FormField[Any]
    method: FormField[Any]
    source: FormField[Any]
    means: FormField[Any]
    is_illustrative = BooleanField(
        _l("Illustrative"), description=_l("An example, not an indicator of the real plan; it is marked so everywhere.")
    )

    def facts(self, kind: Kind) -> IndicatorFacts:
        time_rule, place_rule = default_rules(kind)
        return IndicatorFacts(
            code=self.code.data or "",
            title=multilingual(self.title),
            definition=multilingual(self.definition),
            method=multilingual(self.method),
            source=multilingual(self.source),
            means=multilingual(self.means),
            unit=multilingual(self["unit"]) if "unit" in self else Multilingual(),  # type: ignore[arg-type]
            decimals=self._number("decimals", 0),
            per=self._number("per", 100),
            time_rule=TimeRule(self["time_rule"].data) if "time_rule" in self else time_rule,
            place_rule=PlaceRule(self["place_rule"].data) if "place_rule" in self else place_rule,
            contains_baseline=bool("contains_baseline" in self and self["contains_baseline"].data),
            scale=tuple(self._steps()),
            is_illustrative=bool(self.is_illustrative.data),
        )

    def reason_given(self) -> str:
        return (self["reason"].data or "") if "reason" in self else ""

    def validate(self, extra_validators: Any = None) -> bool:
        return super().validate(extra_validators) & self._same_steps_in_each_language()

    def _number(self, name: str, otherwise: int) -> int:
        return int(self[name].data) if name in self and self[name].data is not None else otherwise

    def _lines(self) -> dict[str, list[str]]:
        if "scale" not in self:
            return {}
        typed = multilingual(self["scale"]).texts  # type: ignore[arg-type]
        return {code: [line.strip() for line in text.split("\n") if line.strip()] for code, text in typed.items()}

    def _steps(self) -> Iterator[Multilingual]:
        lines = self._lines()
        for number in range(max(map(len, lines.values()), default=0)):
            yield Multilingual({code: steps[number] for code, steps in lines.items() if number < len(steps)})

    def _same_steps_in_each_language(self) -> bool:
        lines = self._lines()
        counts = set(map(len, lines.values()))
        if len(counts) < 2:
            return True
        sentence = _("Write the same number of steps in each language, one a line, or leave a language empty.")
        first = next(iter(lines))
        wrong = [code for code, steps in lines.items() if len(steps) != len(lines[first])]
        for code in wrong:
            control: Field = self["scale"][code]  # type: ignore[index]
            control.errors = [sentence]
        return False


def indicator_form(
    plan: Plan,
    kind: Kind,
    indicator: Indicator | None,
    *,
    reasoned: bool = False,
    entry: libraries.Entry | None = None,
    stored: bool = False,
) -> IndicatorForm:
    """The form of an indicator of one kind; `entry` prefills it from a library, `reasoned` asks for a reason."""
    fields: dict[str, Any] = {
        "title": texts(_l("Title"), plan, required=True),
        "definition": texts(_l("Definition"), plan, long=True),
        "method": texts(_l("Method"), plan, long=True),
        "source": texts(_l("Source"), plan),
        "means": texts(_l("Means of verification"), plan),
        **_fields_of_kind(plan, kind),
    }
    if reasoned:
        fields["reason"] = TextAreaField(_l("Reason for the change"), [Length(max=2000)])
    made: Any = type("IndicatorForm", (IndicatorForm,), fields)
    data = _start(plan, kind, entry) if indicator is None else _facts(indicator)
    form: IndicatorForm = made(data=data, **({"formdata": None} if stored else {}))
    if "time_rule" in form:
        form["time_rule"].choices = _time_choices()  # type: ignore[attr-defined]
    if "place_rule" in form:
        form["place_rule"].choices = [(rule.value, place_word(kind, rule)) for rule in RULES[kind][1]]  # type: ignore[attr-defined]
    return form


def place_word(kind: Kind, rule: PlaceRule) -> str:
    """The rule over organisations in words; what is the largest for numbers is "any" for a milestone."""
    if kind is Kind.MILESTONE and rule is PlaceRule.LARGEST:
        return _("Reached as soon as any organisation reached it")
    return word(rule)


PLACES = {
    PlaceRule.SUM: _l("Values of places are parts of the reported total and add up to it"),
    PlaceRule.RATIO_OF_SUMS: _l("Each place has its own numerator and denominator; shares are never added"),
    PlaceRule.LARGEST: _l("Values of places are not added up to a new total: the same persons may be in several"),
}


def places_word(kind: Kind, rule: PlaceRule) -> str:
    """How the values of places become one, in words; a place is a category of a dimension."""
    told = PLACES.get(rule) if kind in BROKEN_DOWN else None
    return str(told or _("It is not reported by places"))


def _time_choices() -> list[tuple[str, str]]:
    return [
        (TimeRule.LATEST.value, _("At a date: women in parliament. The latest value counts.")),
        (
            TimeRule.RATIO_OF_SUMS.value,
            _("Of events in the period: cases solved. Both parts are added over the periods, then divided."),
        ),
    ]


def _fields_of_kind(plan: Plan, kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if kind is Kind.ORDINAL:
        found["scale"] = texts(_l("Steps of the scale"), plan, long=True, required=True)
    if kind in WITH_UNIT:
        found["unit"] = texts(_l("Unit"), plan)
    if kind in NUMBERS:
        in_range = NumberRange(0, 6, _l("Write a whole number from 0 to 6."))
        found["decimals"] = WholeField(_l("Decimals"), [Needed(), in_range])
    if kind is Kind.RATE:
        found["per"] = WholeField(
            _l("Per how many"), [Needed(), NumberRange(1, 10_000_000, _l("Write a whole number above 0."))]
        )
    if kind in RATIOS:
        found["time_rule"] = RadioField(_l("What is it a part of?"), [InputRequired(_l("Choose one."))])
    if kind is Kind.RUNNING_TOTAL:
        found["contains_baseline"] = BooleanField(_l("The total goes on from the baseline"))
    if len(RULES[kind][1]) > 1:
        found["place_rule"] = RadioField(_l("When several organisations report"), [InputRequired(_l("Choose one."))])
    return found


def _start(plan: Plan, kind: Kind, entry: libraries.Entry | None) -> dict[str, Any]:
    """What stands in a new form: the library's wording in the plan's languages, and the usual rules of the kind."""
    time_rule, place_rule = default_rules(kind)
    data: dict[str, Any] = {"time_rule": time_rule.value, "place_rule": place_rule.value, "decimals": 0, "per": 100_000}
    if kind is Kind.SHARE:
        data |= {"decimals": 1, "unit": dict.fromkeys(plan.languages, "%")}
    if entry is not None:
        data |= {"title": {code: text for code, text in entry.text.texts.items() if code in plan.languages}}
        data |= {"code": entry.code, "time_rule": entry.time_rule.value} if kind is entry.kind else {"code": entry.code}
        data |= {"per": entry.per} if kind is entry.kind and kind is Kind.RATE else {}
    return data


def _facts(indicator: Indicator) -> dict[str, Any]:
    multi = ("title", "definition", "method", "source", "means", "unit")
    languages = dict.fromkeys(code for step in indicator.scale for code in step["label"])
    return {name: dict(getattr(indicator, name).texts) for name in multi} | {
        "code": indicator.code,
        "decimals": indicator.decimals,
        "per": indicator.per,
        "time_rule": indicator.time_rule.value,
        "place_rule": indicator.place_rule.value,
        "contains_baseline": indicator.contains_baseline,
        "is_illustrative": indicator.is_illustrative,
        "scale": {c: "\n".join(step["label"].get(c, "") for step in indicator.scale) for c in languages},
    }


class AnsweringForm(TrackerForm):
    """Who reports an indicator, how often, and what happens to small counts."""

    responsible = SelectMultipleField(
        _l("Responsible organisations"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description=_l("They are proposed whenever a period is opened."),
    )  # fmt: skip
    frequency = SelectField(_l("How often it is reported"))
    weight = WholeField(
        _l("Weight in averages"),
        [Needed(), NumberRange(0, 100, _l("Write a whole number from 0 to 100."))],
        description=_l("1 for all means that every indicator counts the same."),
    )
    is_sensitive = BooleanField(
        _l("Sensitive"),
        description=_l("Small counts could point to single people: they are hidden from donors and the public."),
    )

    def __init__(self, plan: Plan, indicator: Indicator, **more: Any) -> None:
        data = {
            "responsible": [str(each.id) for each in indicator.responsible],
            "frequency": indicator.frequency.value,
            "weight": indicator.weight,
            "is_sensitive": indicator.is_sensitive,
        }
        super().__init__(data=data, **more)
        offered = {each.id: each for each in [*plans.candidates(plan), *indicator.responsible]}
        self.responsible.choices = organisation_choices(offered.values())
        self.frequency.choices = choices(Frequency)

    def answering(self) -> Answering:
        return Answering(
            responsible_ids=[key for each in self.responsible.data or () if (key := key_of(each))],
            frequency=Frequency(self.frequency.data),
            weight=self.weight.data or 0,
            is_sensitive=bool(self.is_sensitive.data),
        )


def _places(plan: Plan) -> list[tuple[str, str]]:
    """The commitments, then the outcomes, that an indicator can stand under."""
    found = [
        (f"commitment:{each.id}", f"{each.code} {_cut(shown(each.text).text)}") for each in commitments.of_plan(plan)
    ]
    outcome = _("Outcome")
    return found + [
        (f"outcome:{o.id}", f"{outcome} {o.code} {_cut(shown(o.title).text)}") for o in levels.outcomes(plan)
    ]


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"

"""The forms in which organisations enter: a measurement of each kind, a status, the reason of a correction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import CommitmentStatus, DataStatus, Kind, NoValue, Standing
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import statuses
from tracker.services.grids import AnyGrid
from tracker.web.fields import DayField, WholeField
from tracker.web.forms import Needed, NumberField, TrackerForm, multilingual, one_line, texts
from tracker.web.languages import shown
from tracker.web.words import choices, offered, word
from tracker.web.work.measuring import MeasurementForm
from tracker.web.work.parts import part_fields

Fields = dict[str, Any]

ROWS_AT_FIRST, MOST_ROWS = 1, 60
LONGEST_SOURCE = 500
ONE_OF_THESE: dict[str, Any] = {"invalid_choice_message": _l("Choose one of these.")}

REASONS = {
    NoValue.NOT_DUE: _l("Not due: it is not collected for this period"),
    NoValue.NOT_REPORTED: _l("Not reported: those who have it did not send it"),
    NoValue.NOT_AVAILABLE: _l("Not available: nobody has it"),
    NoValue.NOT_APPLICABLE: _l("Not applicable: it makes no sense here"),
    NoValue.CONFIDENTIAL: _l("Confidential: it exists, but must not be shown"),
}

VALUE_LABELS = {
    Kind.FLOW: _l("How many are new in this period?"),
    Kind.RUNNING_TOTAL: _l("How many are there in all, from the start to the end of this period?"),
    Kind.STOCK: _l("How many are there at the end of this period?"),
    Kind.SHARE: _l("Only the share is known, in percent"),
    Kind.RATE: _l("Only the rate is known"),
}


def _number(indicator: Indicator) -> Fields:
    return {"value": NumberField(VALUE_LABELS[indicator.kind], [Optional()], decimals=indicator.decimals)}


def _parts(indicator: Indicator) -> Fields:
    is_share = indicator.kind is Kind.SHARE
    return {
        "numerator": NumberField(_l("Part: how many of them") if is_share else _l("Cases"), [Optional()]),
        "denominator": NumberField(_l("Whole: of how many") if is_share else _l("Population"), [Optional()]),
        "value": NumberField(VALUE_LABELS[indicator.kind], [Optional()], percent=is_share, decimals=indicator.decimals),
    }


def _milestone(indicator: Indicator) -> Fields:
    answers = [("yes", _l("Yes, it is reached")), ("no", _l("No, not yet, or no longer"))]
    return {
        "reached": RadioField(_l("Is it reached?"), [Optional()], choices=offered(answers), **ONE_OF_THESE),
        "reached_on": DayField(_l("On which day was it reached?"), [Optional()]),
    }


def _ordinal(indicator: Indicator) -> Fields:
    steps = [(step["code"], shown(Multilingual(step["label"])).text) for step in indicator.scale]
    label = _l("Which step is reached at the end of this period?")
    return {"choice": RadioField(label, [Optional()], choices=offered(steps), **ONE_OF_THESE)}


class ItemForm(Form):
    """One law or mechanism."""

    title = StringField(_l("Title"), [Length(max=500, message=_l("This title is too long."))], filters=[one_line])
    year = WholeField(_l("Year"), [Optional()])
    reference = StringField(
        _l("Number or reference"), [Length(max=200, message=_l("This is too long."))], filters=[one_line]
    )
    link = StringField(_l("Link"), [Length(max=2000, message=_l("This link is too long."))], filters=[one_line])
    standing = SelectField(
        _l("Standing"), choices=lambda: offered(choices(Standing)), default=Standing.IN_FORCE.value, **ONE_OF_THESE
    )


def _list(indicator: Indicator) -> Fields:
    rows = FieldList(FormField(ItemForm), _l("What there is"), min_entries=ROWS_AT_FIRST, max_entries=MOST_ROWS)
    return {"items": rows}


def _text(indicator: Indicator) -> Fields:
    return {"statement": texts(_l("What is the state at the end of this period?"), indicator.plan, long=True)}


# What is asked for each kind of indicator.
ASKED: dict[Kind, Callable[[Indicator], Fields]] = {
    Kind.FLOW: _number,
    Kind.RUNNING_TOTAL: _number,
    Kind.STOCK: _number,
    Kind.SHARE: _parts,
    Kind.RATE: _parts,
    Kind.MILESTONE: _milestone,
    Kind.ORDINAL: _ordinal,
    Kind.LIST: _list,
    Kind.TEXT: _text,
}


def measurement_form(indicator: Indicator, grids: tuple[AnyGrid, ...] = ()) -> type[MeasurementForm]:
    """The form for an indicator: whether there is a value, the value in the way of its kind, where it comes from."""
    answers = [("yes", _l("Yes")), ("no", _l("No"))]
    fields: Fields = {
        "has_value": RadioField(_l("Do you have a value?"), [Optional()], choices=offered(answers), **ONE_OF_THESE)
    }
    fields |= ASKED[indicator.kind](indicator) | part_fields(indicator, grids)
    reasons = [("", _l("Choose a reason")), *((reason.value, REASONS[reason]) for reason in NoValue)]
    certain = offered(choices(DataStatus))
    fields |= {
        "no_value": SelectField(_l("Why is there no value?"), [Optional()], choices=offered(reasons), **ONE_OF_THESE),
        "data_status": RadioField(
            _l("How certain is it?"), [Optional()], choices=certain, default="final", **ONE_OF_THESE
        ),
        "source": StringField(_l("Source"), [Length(max=LONGEST_SOURCE, message=_l("This is too long."))]),
        "source_on": DayField(_l("Date of the source"), [Optional()]),
        "narrative": texts(_l("What does it mean?"), indicator.plan, long=True),
        "remark": texts(_l("Why is the value right?"), indicator.plan, long=True),
    }
    return type("MeasurementForm", (MeasurementForm,), fields | {"grids": grids})


class StatusForm(TrackerForm):
    """The status of a commitment; its note is made for the languages of the plan."""

    status: RadioField
    note: FormField[Any]

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {"status": CommitmentStatus(self.status.data), "note": multilingual(self.note)}


def status_form(plan: Plan) -> type[StatusForm]:
    """The form for the status of a commitment in the languages of a plan."""
    words = [(status.value, word(status)) for status in statuses.REPORTED]
    said: dict[str, Any] = {"invalid_choice_message": _l("Choose the status as your organisation sees it.")}
    fields: dict[str, Field] = {
        "status": RadioField(_l("Status at the end of the period"), choices=offered(words), **said),
        "note": texts(_l("Note"), plan, long=True),
    }
    return type("StatusForm", (StatusForm,), fields)


class CorrectionForm(TrackerForm):
    """Why something verified is corrected."""

    reason = TextAreaField(
        _l("Reason of the correction"),
        [Needed(_l("Say why it is corrected. The reason is printed in the report.")), Length(max=2000)],
        render_kw={"rows": 3},
    )


class StepForm(TrackerForm):
    """A button alone, for instance to recall."""

"""The form of a commitment."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.vocabulary import Theme
from tracker.models.plan import Commitment, Plan
from tracker.services import commitments, levels, plans
from tracker.services.commitments import CommitmentFacts
from tracker.web.fields import DayField, key_of, organisation_choices
from tracker.web.forms import Needed, TrackerForm, multilingual, texts
from tracker.web.languages import shown
from tracker.web.words import choices

REFERENCES_TOO_LONG = Length(max=200, message=_l("This is too long: at most %(n)s characters.", n=200))


class CommitmentForm(TrackerForm):
    """What a plan promises; made for one plan by `commitment_form`."""

    text: FormField[Any]
    place = SelectField(_l("Stands under"), description=_l("A pillar, or one of its outcomes."))
    code = StringField(
        _l("Code"),
        [Needed(_l("Enter a code.")), Length(max=20, message=_l("This is too long: at most %(n)s characters.", n=20))],
        description=_l("As in the printed plan, for instance 1.2."),
    )
    theme = SelectField(_l("Pillar of resolution 1325"))
    lead = SelectField(_l("Lead organisation"))
    supporting = SelectMultipleField(
        _l("Supporting organisations"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    starts_on = DayField(_l("Start"))
    ends_on = DayField(_l("End"))
    un1325 = StringField(
        _l("UN 1325"),
        [REFERENCES_TOO_LONG],
        description=_l("Paragraphs or indicators, parted by commas: 1325/1, S/2010/498 12a."),
    )
    sdg = StringField(_l("SDG targets"), [REFERENCES_TOO_LONG], description=_l("For instance 5.5, 16.7."))
    cedaw_gr30 = StringField(
        _l("CEDAW General Recommendation 30"), [REFERENCES_TOO_LONG], description=_l("Paragraphs, for instance 33, 46.")
    )
    is_illustrative = BooleanField(
        _l("Illustrative"),
        description=_l("An example, not a promise of the real plan; it is marked so everywhere, also in the report."),
    )

    def facts(self) -> CommitmentFacts:
        level, _colon, key = (self.place.data or "").partition(":")
        return CommitmentFacts(
            pillar_id=int(key or 0) if level == "pillar" else 0,
            outcome_id=int(key or 0) if level == "outcome" else None,
            code=self.code.data or "",
            text=multilingual(self.text),
            theme=Theme(self.theme.data) if self.theme.data else None,
            lead_id=key_of(self.lead.data),
            supporting_ids=[int(key) for key in self.supporting.data or ()],
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            references={name: self[name].data or "" for name in commitments.FRAMEWORKS},
            is_illustrative=bool(self.is_illustrative.data),
        )


def commitment_form(
    plan: Plan, commitment: Commitment | None, *, place: str = "", stored: bool = False
) -> CommitmentForm:
    """The form of a commitment of this plan; `stored` leaves out what was sent and shows what is kept."""
    kind: Any = type("CommitmentForm", (CommitmentForm,), {"text": texts(_l("Text"), plan, long=True, required=True)})
    data = {"place": place} if commitment is None else _facts(commitment)
    form: CommitmentForm = kind(data=data, **({"formdata": None} if stored else {}))
    form.place.choices = _places(plan)
    form.theme.choices = choices(Theme, empty=_("As its pillar"))
    organisations = plans.candidates(plan)
    known = [
        *(commitment.supporting if commitment else ()),
        *([commitment.lead] if commitment and commitment.lead else ()),
    ]
    offered = organisation_choices({each.id: each for each in [*organisations, *known]}.values())
    form.lead.choices = [("", _("Not set")), *offered]
    form.supporting.choices = offered
    return form


def _places(plan: Plan) -> list[tuple[str, str]]:
    """Each pillar, followed by its outcomes."""
    found = []
    outcomes = levels.outcomes(plan)
    for pillar in levels.pillars(plan):
        found.append((f"pillar:{pillar.id}", f"{pillar.code} {shown(pillar.title).text}"))
        found += [
            (f"outcome:{each.id}", f"{pillar.code} › {each.code} {shown(each.title).text}")
            for each in outcomes
            if each.pillar_id == pillar.id
        ]
    return found


def _facts(commitment: Commitment) -> dict[str, Any]:
    outcome, pillar = commitment.outcome_id, commitment.pillar_id
    return {
        "place": f"outcome:{outcome}" if outcome else f"pillar:{pillar}",
        "code": commitment.code,
        "text": dict(commitment.text.texts),
        "theme": commitment.theme.value if commitment.theme else "",
        "lead": str(commitment.lead_id or ""),
        "supporting": [str(each.id) for each in commitment.supporting],
        "starts_on": commitment.starts_on,
        "ends_on": commitment.ends_on,
        "is_illustrative": commitment.is_illustrative,
        **commitments.references_of(commitment),
    }

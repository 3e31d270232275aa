"""What the indicators of an overview are narrowed to; it stands in the address."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Optional

from reports.snapshot import IndicatorLine, Snapshot
from tracker.domain.vocabulary import Rating, State
from tracker.services.arrivals import NOTHING, STATES, is_in
from tracker.services.overview import Owed
from tracker.web.forms import TrackerForm
from tracker.web.languages import shown
from tracker.web.words import choices, word


def state_choices() -> list[tuple[str, str]]:
    """The states that what is owed can be narrowed to; the first choice is open."""
    named = [(state, _("Nothing entered") if state == NOTHING else word(State(state))) for state in STATES]
    return [("", _("Any state")), *named]


class NarrowingForm(TrackerForm):
    period = HiddenField()
    pillar = SelectField(_l("Pillar"), [Optional()])
    organisation = SelectField(_l("Organisation"), [Optional()])
    rating = SelectField(_l("Rating"), [Optional()])
    state = SelectField(_l("State"), [Optional()])
    missing = BooleanField(_l("Only what is missing"))

    @classmethod
    def asked(cls, snapshot: Snapshot) -> NarrowingForm:
        """The form as this address asks; what names nothing of the plan is left out."""
        form = cls(request.args, meta={"csrf": False})
        form.period.data = snapshot.period.key
        pillars = [(each.code, f"{each.code} {shown(each.title).text}") for each in snapshot.pillars]
        organisations = [(each.key, shown(each.name).text) for each in snapshot.organisations]
        form.pillar.choices = [("", _l("All pillars")), *pillars]
        form.organisation.choices = [("", _l("All organisations")), *organisations]
        form.rating.choices = choices(Rating, empty=str(_l("All ratings")))
        form.state.choices = state_choices()
        for field in (form.pillar, form.organisation, form.rating, form.state):
            if field.data not in [choice[0] for choice in field.iter_choices()]:
                field.data = ""
        return form

    @property
    def is_narrow(self) -> bool:
        return bool(
            self.pillar.data or self.organisation.data or self.rating.data or self.state.data or self.missing.data
        )

    def keeps(self, line: IndicatorLine, owed: Sequence[Owed]) -> bool:
        """Whether an indicator stays; of an organisation stay those that it owes or answers for."""
        owing = {each.organisation.code for each in owed} | set(line.responsible)
        return (
            self.organisation.data in ("", *owing)
            and self.rating.data in ("", line.figure.rating)
            and (not self.state.data or any(is_in(each, self.state.data) for each in owed))
            and (not self.missing.data or any(each.is_missing for each in owed))
        )

"""The completeness matrix as a page: narrowed by what stands in its address, cut into pages where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import Optional

from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services.arrivals import Matrix
from tracker.web.forms import TrackerForm
from tracker.web.languages import shown as text_of
from tracker.web.overview.forms import state_choices

ROWS = 60
NARROWING = ("pillar", "organisation", "state")


class MatrixForm(TrackerForm):
    """What the matrix is narrowed to; it stands in the address."""

    period = HiddenField()
    pillar = SelectField(_l("Pillar"), [Optional()])
    organisation = SelectField(_l("Organisation"), [Optional()])
    state = SelectField(_l("State"), [Optional()])

    @classmethod
    def asked(cls, matrix: Matrix) -> MatrixForm:
        """The form as this address asks; what names nothing of the matrix is left out."""
        form = cls(request.args, meta={"csrf": False})
        form.period.data = matrix.period.code
        pillars = {line.pillar.code: text_of(line.pillar.title).text for line in matrix.lines}
        organisations = [(each.code, text_of(each.name).text) for each in matrix.organisations]
        form.pillar.choices = [("", _("All pillars")), *((code, f"{code} {title}") for code, title in pillars.items())]
        form.organisation.choices = [("", _("All organisations")), *organisations]
        form.state.choices = state_choices()
        for field in (form.pillar, form.organisation, form.state):
            if field.data not in [choice[0] for choice in field.iter_choices()]:
                field.data = ""
        return form

    @property
    def asks(self) -> dict[str, str]:
        """What is narrowed to, without what is left open."""
        return {name: self[name].data for name in NARROWING if self[name].data}


def shown(plan: Plan, matrix: Matrix, periods: Sequence[ReportingPeriod]) -> str:
    form = MatrixForm.asked(matrix)
    found = matrix.narrowed(**form.asks)
    pages = max(1, -(-len(found.lines) // ROWS))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    lines = found.lines[(page - 1) * ROWS : page * ROWS]
    return render_template(
        "overview/matrix.html",
        matrix=found,
        filter=form,
        groups=[(pillar, list(rows)) for pillar, rows in groupby(lines, key=lambda line: line.pillar)],
        page=page,
        pages=pages,
        at_page=lambda number: _address(plan, matrix.period, page=number, **form.asks),
        tabs=[
            (text_of(each.name).text, _address(plan, each, **form.asks), each.id == matrix.period.id)
            for each in reversed(periods)
        ],
        everything=_address(plan, matrix.period),
    )


def _address(plan: Plan, period: ReportingPeriod, **more: Any) -> str:
    return url_for("overview.matrix", plan_code=plan.code, period=period.code, **more)

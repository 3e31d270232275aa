"""The checks before an issue, as a page: what is open, where it is mended, and what is accepted with a remark."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Length

from reports.checks import Finding
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import Message
from tracker.domain.vocabulary import SectionKey
from tracker.domain.workshop_words import CheckKind
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report
from tracker.models.workshop import CheckAcceptance
from tracker.services import checking, sections
from tracker.services.checking import Checked
from tracker.web import access
from tracker.web.forms import Needed, TrackerForm
from tracker.web.languages import NAMES, spoken
from tracker.web.reporting.section_list import section_address, section_label

blueprint = Blueprint("checking", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | Response | tuple[str, int]


class AcceptForm(TrackerForm):
    """The findings that can stay as they are, and why."""

    findings = SelectMultipleField(_l("Findings"), validate_choice=False)
    remark = TextAreaField(
        _l("Why can the marked findings stay as they are?"), [Needed(), Length(max=2000)],
        description=_l("The second person reads this before they confirm."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it; `label` and `address` say where it is mended."""

    finding: Finding
    said: str
    label: str
    address: str
    acceptance: CheckAcceptance | None


@blueprint.route("/<int:report_id>/checks", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def show(plan: Plan, report: Report) -> Answer:
    form = AcceptForm()
    if form.validate_on_submit():
        try:
            n = checking.accept(access.the_actor(), report, form.findings.data or [], form.remark.data or "")
            flash(ngettext("%(num)s finding is accepted.", "%(num)s findings are accepted.", n))
            return redirect(url_for(".show", plan_code=plan.code, report_id=report.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    found = checking.looked_at(report)
    page = render_template(
        "reporting/checks.html", form=form, report=report, groups=grouped(plan, report, found),
        n_open=sum(one.is_open for one in found), n_accepted=sum(not one.is_open for one in found),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def grouped(plan: Plan, report: Report, found: list[Checked]) -> list[tuple[CheckKind, list[Row]]]:
    """The findings by kind; within one those that are open come first."""
    ids, pillars = checking.things(plan), {pillar.code: pillar for pillar in sections.pillars_of(plan)}
    ordered = sorted(found, key=lambda one: (list(CheckKind).index(one.finding.kind), not one.is_open))
    rows = (_row(plan, report, one, ids, pillars) for one in ordered)
    return [(kind, list(same)) for kind, same in groupby(rows, key=lambda row: row.finding.kind)]


def _row(plan: Plan, report: Report, one: Checked, ids: dict[str, tuple[str, int]], pillars: dict[str, Pillar]) -> Row:
    finding = one.finding
    label, address = finding.subject, ""
    key, _colon, code = finding.subject.partition(":")
    if key in list(SectionKey):
        label = section_label(SectionKey(key), pillars.get(code))
        address = section_address(plan, report, SectionKey(key), pillars.get(code))
    elif finding.subject in ids:
        name, number = ids[finding.subject]
        values: dict[str, Any] = {"plan_code": plan.code, f"{name}_id": number}
        address = url_for(f"{name}s.show", **values)
    if finding.kind is CheckKind.REMARK:
        address = url_for("validating.show", plan_code=plan.code, report_id=report.id)
    if finding.kind is CheckKind.OWNER:
        address = url_for("recommending.index", plan_code=plan.code, report_id=report.id)
    return Row(finding, said(finding.text), label, address, one.acceptance)


def said(text: Message) -> str:
    """The sentence of a finding, with languages by their names."""
    named = ((name, NAMES.get(str(value), value) if name == "language" else value) for name, value in text.values)
    return spoken(Message(text.msgid, tuple(named)))

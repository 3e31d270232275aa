"""The two sheets that people read first: what this workbook is, and where the plan stands."""

from __future__ import annotations

from collections.abc import Iterator

from reports.workbook_cells import Value
from reports.workbook_sheets import Telling
from tracker.domain.display import shown_progress
from tracker.domain.texts import Multilingual

Line = tuple[str, Value, Value]


def about_lines(told: Telling) -> Iterator[Line]:
    snapshot, plan, _ = told.snapshot, told.snapshot.plan, told.speech.gettext
    yield "title", told.text(plan.title), None
    if plan.is_demonstration:
        yield "head", _("Demonstration data"), None
    yield "head", _("Annual progress report, resolution 1325"), None
    name = snapshot.period.name
    yield "row", _("Period"), told.text(name) if isinstance(name, Multilingual) else name
    yield "row", _("Edition"), _("Draft") if snapshot.is_draft else snapshot.edition
    yield "row", _("Country"), told.speech.locale.territories.get(plan.country, plan.country)
    yield "row", _("Plan begins"), plan.starts_on
    yield "row", _("Plan ends"), plan.ends_on
    yield "row", _("Adopted by"), told.text(plan.act_title)
    yield "row", _("Adopted on"), plan.act_date
    yield "row", _("Lead body"), told.text(plan.lead)
    yield "row", _("Contact"), plan.contact
    yield "row", _("Cut-off: decisions up to"), told.speech.moment(snapshot.cut_off)
    yield "row", _("Hash of the record of acts"), snapshot.audit_head
    yield "row", None, None
    yield "head", _("How to read this workbook"), None
    for sentence in (
        _("Every figure here is also in the PDF of the same edition; both are drawn from one frozen set of figures."),
        _("Only verified values enter figures. An empty value is not a zero: the words beside it say why it is empty."),
        _("Progress = (value − baseline) / (target − baseline), printed raw; only averages hold it between 0 and 100."),
        _("A change in a percentage is in points."),
        _("Numbers of evidence (E1, E2 …) lead to the sheet with the evidence register."),
    ):
        yield "note", sentence, None


def summary_lines(told: Telling) -> Iterator[Line]:
    summary, _ = told.snapshot.summary, told.speech.gettext
    yield "title", _("Summary"), None
    yield "row", _("Mean progress, missing counted as 0, %"), shown_progress(summary.rollup.headline)
    yield "row", _("Mean progress of those reported, %"), shown_progress(summary.rollup.reported)
    yield "row", _("Indicators with a figure"), summary.rollup.coverage.n
    yield "row", _("Indicators that are due"), summary.rollup.coverage.of
    yield "row", _("Reports due"), summary.reports_due
    yield "row", _("Reports verified"), summary.reports_verified
    yield "row", _("Reports waiting for review"), summary.reports_waiting
    yield "row", None, None
    yield "head", _("Indicators by rating"), None
    yield from (("row", told.speech.word(rating), count) for rating, count in summary.ratings)
    yield "row", None, None
    yield "head", _("Commitments by official status"), None
    yield from (("row", told.speech.word(status), count) for status, count in summary.statuses)
    if summary.civil_society:
        yield "row", None, None
        yield "head", _("Civil-society statuses"), None
        yield from (("row", told.speech.word(status), count) for status, count in summary.civil_society)
    yield "row", None, None
    yield "head", _("Mean progress by pillar, missing counted as 0, %"), None
    for pillar in told.snapshot.pillars:
        yield "row", f"{pillar.code} {told.text(pillar.title)}", shown_progress(pillar.rollup.headline)
    yield "row", None, None
    yield "head", _("Who reported"), None
    for organisation in told.snapshot.organisations:
        if organisation.due:
            said = _("%(n)s of %(of)s", n=organisation.reported, of=organisation.due)
            yield "row", told.text(organisation.name), said

"""What the pages of a measurement and of a status show, put together for their templates."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain.checks import Problem
from tracker.models.measurement import Measurement, StatusReport
from tracker.services import delicate, evidence, measuring, moving, places, proofs, second_look, statuses
from tracker.services.moving import Moved
from tracker.services.places import Place
from tracker.services.statuses import StatusPlace
from tracker.web import access
from tracker.web.conflicts import Conflict, conflict, version_sent
from tracker.web.forms import fill, language_rows
from tracker.web.languages import shown
from tracker.web.work.forms import StatusForm, StepForm, measurement_form, status_form
from tracker.web.work.measuring import MeasurementForm


def evidence_address(thing: Moved) -> str:
    """The page on which evidence is added to a measurement or a status."""
    if isinstance(thing, Measurement):
        return url_for("evidence.add_to_measurement", plan_code=thing.plan.code, measurement_id=thing.id)
    return url_for("evidence.add_to_status", plan_code=thing.plan.code, status_report_id=thing.id)


def measure(at: Place, form: MeasurementForm, *, clash: Conflict | None = None) -> tuple[str, int]:
    """The page on which a measurement is entered, with what was typed."""
    pillar = places.pillar(at.indicator)
    due, final = places.targets(at)
    page = render_template(
        "work/measure.html",
        at=at,
        form=form,
        clash=clash,
        version=_version(at.version, clash),
        before=places.before(at),
        due=due,
        final=final,
        theme=at.indicator.commitment.own_theme if at.indicator.commitment else pillar.theme,
        is_delicate=delicate.indicator(at.indicator),
        checklist=proofs.checklist(at.measurement) if at.measurement else proofs.unentered(at.indicator),
        hints=measuring.hints(at),
        warnings=_warnings(at, form),
        official=places.official(at.measurement) if at.measurement else None,
        **_moved(at.measurement, at),
    )
    return page, 409 if clash else 422 if form.errors else 200


def status(at: StatusPlace, form: StatusForm, *, clash: Conflict | None = None) -> tuple[str, int]:
    """The page on which the status of a commitment is entered, with what was typed."""
    page = render_template(
        "work/status.html",
        at=at,
        form=form,
        clash=clash,
        version=_version(at.version, clash),
        before=statuses.before(at),
        is_delicate=delicate.commitment(at.commitment),
        **_moved(at.report, at),
    )
    return page, 409 if clash else 422 if form.errors else 200


def _warnings(at: Place, form: MeasurementForm) -> tuple[Problem, ...]:
    """What looks odd in what was typed, or in what is stored; nothing where it is not to be entered any more."""
    if not moving.is_editable(at.measurement, at.period):
        return second_look.of_measurement(at.measurement) if at.measurement is not None else ()
    return second_look.of_entry(at, form.entry())


def _version(stored: int, clash: Conflict | None) -> int | None:
    return version_sent() if request.method == "POST" and clash is None else stored


def _moved(thing: Moved | None, at: Place | StatusPlace) -> dict[str, object]:
    """What both pages show of the way of a thing: whether it may be changed, why it came back, on what it rests."""
    return {
        "thing": thing,
        "closed": moving.closed(at.period),
        "is_editable": moving.is_editable(thing, at.period),
        "remark": moving.last_remark(thing),
        "history": moving.history(thing) if thing is not None else (),
        "supports": evidence.supports(access.the_actor(), thing),
        "step_form": StepForm(),
        "languages": language_rows(at.plan),
    }


def clash(at: Place, form: MeasurementForm) -> Conflict:
    """What somebody else stored meanwhile, beside what was typed."""
    stored = measurement_form(at.indicator, form.grids)(formdata=None)
    if at.measurement is not None:
        stored.show(measuring.entry_of(at.measurement))
    return conflict(at.measurement, form, stored)


def status_clash(at: StatusPlace, form: StatusForm) -> Conflict:
    """What somebody else stored meanwhile, beside what was typed."""
    stored = status_form(at.plan)(formdata=None)
    if at.report is not None:
        show_status(stored, at.report)
    return conflict(at.report, form, stored)


def show_status(form: StatusForm, report: StatusReport) -> None:
    """Show a stored status in the fields."""
    form.status.data = report.status.value
    fill(form.note, report.note)


def say_sent(thing: Moved) -> None:
    """Tell that something is on its way, and that it has no evidence, where that is so."""
    subject = thing.indicator if isinstance(thing, Measurement) else thing.commitment
    flash(
        _("Sent for review: %(code)s, %(period)s.", code=subject.code, period=shown(thing.period.name).text), "success"
    )
    has_value = isinstance(thing, StatusReport) or thing.no_value is None
    if has_value and not evidence.supports(access.the_actor(), thing):
        flash(_("No evidence is attached to it. You can recall it and add some."), "warning")
    elif isinstance(thing, Measurement) and proofs.missing([thing]):
        flash(
            _("Not everything that evidence has to show is shown. You can recall it and add what is missing."),
            "warning",
        )

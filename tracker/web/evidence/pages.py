"""What the pages of evidence show, put together for their templates."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker.domain.vocabulary import EvidenceClass, Use
from tracker.models.evidence import Evidence
from tracker.services import delicate, deriving
from tracker.services import evidence as service
from tracker.services import evidence_changing as changing
from tracker.services import files as service_files
from tracker.services.acting import Actor
from tracker.services.moving import Moved
from tracker.web import headers
from tracker.web.accepting import form_page
from tracker.web.addresses import entry_address
from tracker.web.conflicts import Conflict
from tracker.web.evidence import files
from tracker.web.evidence.forms import MOST_FILES, ChoiceForm, EvidenceForm, SupportForm
from tracker.web.forms import language_rows


def address(evidence: Evidence) -> str:
    return url_for("evidence.show", plan_code=evidence.plan.code, evidence_id=evidence.id)


def said_of_added(count: int) -> str:
    """What is told when evidence was added."""
    if count == 1:
        return _("The evidence is added. Go on here, or send it for review.")
    return ngettext(
        "%(num)s file is added. Open it to say more of it.",
        "%(num)s files are added, each as an item of its own. Open one to say more of it.",
        count,
    )


def after_adding(address: str) -> Response:
    """Where the browser goes on; our script is told, since a redirect would take it there behind the page's back."""
    if "X-Upload" in request.headers:
        return Response(status=201, headers={"Location": address})
    return redirect(address, 303)


def show(actor: Actor, evidence: Evidence, form: SupportForm | None = None) -> str:
    """The page of one item; that a restricted one was opened is recorded. Raises NotFound where it may not be seen."""
    service.check_visible(actor, evidence)
    if evidence.visibility is EvidenceClass.RESTRICTED:
        files.record_afterwards(actor, evidence, service.record_reading)
    return render_template(
        "evidence/show.html",
        evidence=evidence,
        uses=service.uses(evidence),
        copy=service.made_for(evidence, Use.COPY),
        no_copy=service.why_no_copy(evidence),
        removed=deriving.REMOVED,
        has_preview=service.made_for(evidence, Use.PREVIEW) is not None and evidence.scan in files.HANDED_OUT,
        text=files.text_of(evidence) if evidence.scan in files.HANDED_OUT else "",
        is_own=service.is_own(actor, evidence),
        may_take_original=service.may_take_original(actor, evidence),
        entry_address=entry_address,
        support_form=form or SupportForm(changing.supportable(actor, evidence), formdata=None),
        choice_form=ChoiceForm(formdata=None),
    )


def add(thing: Moved, form: EvidenceForm) -> tuple[str, int]:
    """The page on which evidence is added, with what was typed."""
    headers.let_the_page_ask()
    page = render_template(
        "evidence/add.html",
        form=form,
        thing=thing,
        back=entry_address(thing),
        is_delicate=delicate.entry(thing),
        candidates=service.candidates(thing),
        choice_form=ChoiceForm(formdata=None),
        languages=language_rows(thing.plan),
        most=files.largest() // service_files.MEGABYTE,
        most_files=MOST_FILES,
        kinds=service_files.NAMES,
        accept=",".join(ending for endings in service_files.ALLOWED.values() for ending in endings),
    )
    return page, 422 if form.errors else 200


def change(evidence: Evidence, form: EvidenceForm, clash: Conflict | None) -> tuple[str, int]:
    """The page on which what is said of an item is changed."""
    return form_page(
        "evidence/change.html",
        form,
        thing=evidence,
        clash=clash,
        languages=language_rows(evidence.plan),
        is_settled=changing.is_settled(evidence),
    )

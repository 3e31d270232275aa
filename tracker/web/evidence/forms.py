"""The form that adds a piece of evidence: of three kinds, in one page."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, FormField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from tracker.domain.vocabulary import EvidenceClass, EvidenceKind
from tracker.models.plan import Plan
from tracker.services import evidence
from tracker.services.evidence import Details
from tracker.web.fields import DayField
from tracker.web.forms import TrackerForm, multilingual, texts
from tracker.web.languages import NAMES
from tracker.web.placing import control, place
from tracker.web.words import offered

KINDS = {
    EvidenceKind.FILE: _l("A file"),
    EvidenceKind.LINK: _l("A link to a page on the internet"),
    EvidenceKind.HELD_ELSEWHERE: _l("Something that is kept elsewhere, on paper or with somebody else"),
}

WHO_WILL_SEE_IT = {
    EvidenceClass.PUBLIC: _l("Everybody: the published report may name it"),
    EvidenceClass.INTERNAL: _l("Those who work on this plan: your organisation, reviewers and coordinators"),
    EvidenceClass.RESTRICTED: _l(
        "Your organisation alone: others only learn that you hold it, and nobody else can check it"
    ),
}

OTHER_LANGUAGES = ("uz", "ky", "tg", "tr", "de", "es", "uk")
ONE_OF_THESE: dict[str, Any] = {"invalid_choice_message": _l("Choose one of these.")}
SHORT = _l("This is too long: at most 200 characters.")


class EvidenceForm(TrackerForm):
    """What an item is, what it proves, and who may see it; title and proof are made for the languages of a plan."""

    kind: RadioField
    title: FormField[Any]
    proves: FormField[Any]
    document_on: DayField
    language: SelectField
    visibility: RadioField
    holder: StringField
    url: StringField
    file: FileField

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        title = control(self, "title")
        if title is not None:
            title.flags.required = True  # in one language, whichever it is

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.is_resumed():
            return valid
        wrong = {field.short_name for field in self if field.errors}
        found = evidence.problems(self.details(), has_file=self.upload() is not None)
        further = [problem for problem in found if problem.field not in wrong]
        place(self, further)
        return valid and not further

    def upload(self) -> FileStorage | None:
        """The chosen file; None where there is none."""
        file = request.files.get(self.file.name)
        return file if file is not None and file.filename else None

    def details(self) -> Details:
        return Details(
            kind=EvidenceKind.FILE if self.kind.errors else EvidenceKind(self.kind.data),
            title=multilingual(self.title),
            proves=multilingual(self.proves),
            document_on=self.document_on.data,
            holder=self.holder.data or "",
            language="" if self.language.errors else self.language.data or "",
            visibility=EvidenceClass.RESTRICTED if self.visibility.errors else EvidenceClass(self.visibility.data),
            url=self.url.data or "",
        )


def evidence_form(plan: Plan) -> type[EvidenceForm]:
    """The form in the languages of a plan."""
    codes = [*plan.languages, *(code for code in (*NAMES, *OTHER_LANGUAGES) if "-" not in code)]
    languages = [("", _l("Not said")), *((code, NAMES.get(code, code)) for code in dict.fromkeys(codes))]
    fields: dict[str, Any] = {
        "kind": RadioField(
            _l("What is it?"), choices=offered(KINDS.items()), default=EvidenceKind.FILE.value, **ONE_OF_THESE
        ),
        "file": FileField(_l("File")),
        "url": StringField(_l("Address of the page"), [Length(max=2000, message=_l("This link is too long."))]),
        "holder": StringField(_l("Who holds it?"), [Length(max=200, message=SHORT)]),
        "title": texts(_l("Title"), plan),
        "proves": texts(_l("What does it prove?"), plan, long=True),
        "document_on": DayField(_l("Date of the document"), [Optional()]),
        "language": SelectField(
            _l("Language of the document"), [Optional()], choices=offered(languages), **ONE_OF_THESE
        ),
        "visibility": RadioField(
            _l("Who may see it?"),
            choices=offered(WHO_WILL_SEE_IT.items()),
            default=EvidenceClass.INTERNAL.value,
            **ONE_OF_THESE,
        ),
    }
    return type("EvidenceForm", (EvidenceForm,), fields)


class ChoiceForm(TrackerForm):
    """A button beside one item, for instance to use it here too."""

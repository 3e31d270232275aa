"""The form that adds a piece of evidence: of three kinds, in one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FormField, MultipleFileField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from tracker.domain.checks import Problem
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Consent, EvidenceClass, EvidenceKind
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services.evidence import reviewers
from tracker.services.evidence_changing import Supportable
from tracker.services.evidence_details import Details, named_after, problems
from tracker.web.fields import DayField, key_of
from tracker.web.forms import Needed, TrackerForm, fill, multilingual, texts
from tracker.web.languages import NAMES, shown
from tracker.web.placing import control, place
from tracker.web.words import offered

KINDS = {
    EvidenceKind.FILE: _l("One or several files"),
    EvidenceKind.LINK: _l("A link to a page on the internet"),
    EvidenceKind.HELD_ELSEWHERE: _l("Something that is kept elsewhere, on paper or with somebody else"),
}

WHO_WILL_SEE_IT = {
    EvidenceClass.PUBLIC: _l("Public: everybody may read what it is and what it proves; the report names it"),
    EvidenceClass.INTERNAL: _l("Internal: your organisation, and the reviewers and coordinators of this plan"),
    EvidenceClass.RESTRICTED: _l(
        "Restricted: your organisation, and one reviewer whom you name; others learn only that you hold it"
    ),
}

PEOPLE_IN_IT = {
    Consent.NOBODY: _l("No, nobody"),
    Consent.GIVEN: _l("Yes, and they agreed to this use"),
    Consent.MISSING: _l("Yes, but they did not agree, or nobody asked them"),
}

OTHER_LANGUAGES = ("uz", "ky", "tg", "tr", "de", "es", "uk")
ONE_OF_THESE: dict[str, Any] = {"invalid_choice_message": _l("Choose one of these.")}
SHORT = _l("This is too long: at most 200 characters.")
MOST_FILES = 10


class EvidenceForm(TrackerForm):
    """What an item is, what it proves, and who may see it; title and proof are made for the languages of a plan."""

    kind: RadioField
    title: FormField[Any]
    proves: FormField[Any]
    document_on: DayField
    language: SelectField
    visibility: RadioField
    reviewer: SelectField
    consent: RadioField
    consent_record: StringField
    holder: StringField
    place: StringField
    confirmer: StringField
    url: StringField
    file: MultipleFileField
    plan_language = "en"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        title = control(self, "title")
        if title is not None:
            title.flags.required = True  # in one language, whichever it is
        if self.consent.data == Consent.NOT_ASKED:
            self.consent.data = None

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.is_resumed():
            return valid
        wrong = {field.short_name for field in self if field.errors}
        found = problems(self._judged(), has_file=self.has_file())
        further = [problem for problem in found if problem.field not in wrong]
        if len(self.uploads()) > MOST_FILES:
            further.append(
                Problem("file", message(N_("These are too many files: at most %(most)s at a time."), most=MOST_FILES))
            )
        place(self, further)
        return valid and not further

    def uploads(self) -> list[FileStorage]:
        """The chosen files."""
        return [file for file in request.files.getlist(self.file.name) if file.filename]

    def has_file(self) -> bool:
        return bool(self.uploads())

    def _judged(self) -> Details:
        """Of several files each may be named after itself."""
        uploads = self.uploads()
        if len(uploads) < 2:
            return self.details()
        return named_after(self.details(), uploads[0].filename or "", self.plan_language)

    def details(self) -> Details:
        return Details(
            kind=EvidenceKind.FILE if self.kind.errors else EvidenceKind(self.kind.data),
            title=multilingual(self.title),
            proves=multilingual(self.proves),
            document_on=self.document_on.data,
            holder=self.holder.data or "",
            place=self.place.data or "",
            confirmer=self.confirmer.data or "",
            language="" if self.language.errors else self.language.data or "",
            visibility=EvidenceClass.RESTRICTED if self.visibility.errors else EvidenceClass(self.visibility.data),
            reviewer_id=None if self.reviewer.errors else key_of(self.reviewer.data),
            consent=Consent.NOT_ASKED if self.consent.errors or not self.consent.data else Consent(self.consent.data),
            consent_record=self.consent_record.data or "",
            url=self.url.data or "",
        )


class ChangeForm(EvidenceForm):
    """The same of an item that is there: what it is and its file stay."""

    stored_kind = EvidenceKind.FILE

    def has_file(self) -> bool:
        return self.stored_kind is EvidenceKind.FILE

    def uploads(self) -> list[FileStorage]:
        return []

    def details(self) -> Details:
        return replace(super().details(), kind=self.stored_kind)


def evidence_form(plan: Plan, *, item: Evidence | None = None, stored: bool = False) -> EvidenceForm:
    """The form in the languages of a plan; of `item` it shows what is said now, even after it was sent if `stored`."""
    kind = ChangeForm if item is not None else EvidenceForm
    made: Any = type(kind.__name__, (kind,), _fields(plan) | {"plan_language": plan.default_language})
    if item is None:
        blank: EvidenceForm = made()
        return blank
    made.stored_kind = item.kind
    form: EvidenceForm = made(data=_said(item), **({"formdata": None} if stored else {}))
    if stored or not form.is_submitted():
        fill(form.title, item.title)
        fill(form.proves, item.proves)
    return form


def _said(item: Evidence) -> dict[str, Any]:
    same = ("document_on", "holder", "place", "confirmer", "language", "consent_record", "url")
    return {name: getattr(item, name) for name in same} | {
        "kind": item.kind.value,
        "visibility": item.visibility.value,
        "consent": item.consent.value,
        "reviewer": str(item.reviewer_id or ""),
    }


def _fields(plan: Plan) -> dict[str, Any]:
    return {
        "kind": one_of(_l("What is it?"), KINDS, default=EvidenceKind.FILE.value),
        "file": MultipleFileField(_l("File")),
        "url": StringField(_l("Address of the page"), [Length(max=2000, message=_l("This link is too long."))]),
        "holder": short(_l("Who holds it?")),
        "place": short(_l("Where is it kept?")),
        "confirmer": short(_l("Who can confirm it?")),
        "title": texts(_l("Title"), plan),
        "proves": texts(_l("What does it prove?"), plan, long=True),
        "document_on": DayField(_l("Date of the document"), [Optional()]),
        "language": _choice(_l("Language of the document"), _languages(plan)),
        "consent": one_of(_l("Is a person quoted or pictured in it?"), PEOPLE_IN_IT, validators=[Optional()]),
        "consent_record": short(_l("Where is their consent recorded?")),
        "visibility": one_of(_l("Who may see it?"), WHO_WILL_SEE_IT, default=EvidenceClass.INTERNAL.value),
        "reviewer": _choice(_l("Which reviewer may open it?"), _reviewers(plan)),
    }


def _languages(plan: Plan) -> list[tuple[str, Any]]:
    codes = [*plan.languages, *(code for code in (*NAMES, *OTHER_LANGUAGES) if "-" not in code)]
    return [("", _l("Not said")), *((code, NAMES.get(code, code)) for code in dict.fromkeys(codes))]


def _reviewers(plan: Plan) -> list[tuple[str, Any]]:
    named = [(str(each.id), each.name) for each in reviewers(plan)]
    return [("", _l("Nobody yet: then nobody can check it")), *named]


def _choice(label: Any, pairs: Iterable[tuple[str, Any]]) -> SelectField:
    return SelectField(label, [Optional()], choices=offered(pairs), **ONE_OF_THESE)


def one_of(label: Any, words: Mapping[Any, Any], **more: Any) -> RadioField:
    return RadioField(label, choices=offered(words.items()), **more, **ONE_OF_THESE)


def short(label: Any) -> StringField:
    return StringField(label, [Length(max=200, message=SHORT)])


class ChoiceForm(TrackerForm):
    """A button beside one item, for instance to use it here too."""


class SupportForm(TrackerForm):
    """What an item is to support besides; made for what its organisation can choose."""

    thing = SelectField(_l("It also supports"), [Needed(_l("Choose what it supports."))], **ONE_OF_THESE)

    def __init__(self, found: Iterable[Supportable], **more: Any) -> None:
        super().__init__(**more)
        self.thing.choices = [("", _("Choose")), *((each.key, name_of(each.thing)) for each in found)]


def name_of(thing: Any) -> str:
    """A figure as its contributor knows it: code, title, and the period or that it is the baseline."""
    if isinstance(thing, Indicator):
        baseline = _("baseline")
        return f"{thing.code} {shown(thing.title).text} – {baseline}"
    subject: Any = thing.indicator if isinstance(thing, Measurement) else thing.commitment
    title = subject.title if isinstance(thing, Measurement) else subject.text
    return f"{subject.code} {shown(title).text} – {shown(thing.period.name).text}"

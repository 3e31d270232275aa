"""What is said of an evidence item: what it needs, what keeps it out, and how it is changed afterwards."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.domain.checks import Problem, problem
from tracker.domain.entries import is_web_address
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Consent, EvidenceClass, EvidenceKind
from tracker.models.evidence import Evidence
from tracker.services import clock, editing
from tracker.services.intake import Taken

NO_SUCH_REVIEWER = N_("Choose a reviewer of this plan, who is not yourself.")

CONSENT = {
    Consent.NOT_ASKED: N_("Say whether a person is quoted or pictured in it."),
    Consent.MISSING: N_(
        "Then it is not added: take the person out of it, for instance by covering face and name, or ask them first."
    ),
}
"""Why an item is not taken, by the answer about people in it."""

TEXTS = ("title", "proves", "document_on", "holder", "place", "confirmer", "language", "url")
"""What a reviewer relies on: changed, it is to be checked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says of an evidence item; `reviewer_id` is who may open it where it is restricted."""

    kind: EvidenceKind
    title: Multilingual
    proves: Multilingual = Multilingual()  # noqa: RUF009 - it cannot be changed
    document_on: date | None = None
    holder: str = ""
    place: str = ""
    confirmer: str = ""
    language: str = ""
    visibility: EvidenceClass = EvidenceClass.INTERNAL
    reviewer_id: int | None = None
    consent: Consent = Consent.NOT_ASKED
    consent_record: str = ""
    url: str = ""


def problems(details: Details, *, has_file: bool) -> tuple[Problem, ...]:
    """What keeps an item from being added, each at its field of the form."""
    return (*_of_its_kind(details, has_file), *_of_its_texts(details), *_of_people_in_it(details))


def _of_its_kind(details: Details, has_file: bool) -> list[Problem]:
    found = []
    given = {EvidenceKind.FILE: has_file, EvidenceKind.LINK: bool(details.url)}
    if details.kind is EvidenceKind.FILE and not has_file:
        found.append(problem("file", N_("Choose the file.")))
    elif details.kind is EvidenceKind.LINK and not is_web_address(details.url):
        found.append(problem("url", N_("Enter an address that begins with https:// or http://.")))
    elif details.kind is EvidenceKind.HELD_ELSEWHERE and not details.holder:
        found.append(problem("holder", N_("Say who holds it, so that it can be asked for.")))
    for kind, is_given in given.items():
        if is_given and kind is not details.kind:
            found.append(
                problem("kind", N_("You filled in more than one kind. Choose one, and leave the other empty."))
            )
    return found


def _of_its_texts(details: Details) -> list[Problem]:
    found = []
    if not details.title:
        found.append(problem("title", N_("Give it a title, as it stands on the document.")))
    if details.document_on is not None and details.document_on > clock.today():
        sentence = N_("This date is in the future. Today is %(today)s.")
        found.append(problem("document_on", sentence, today=clock.today()))
    return found


def _of_people_in_it(details: Details) -> list[Problem]:
    if details.consent in CONSENT:
        return [problem("consent", CONSENT[details.consent])]
    if details.consent is Consent.GIVEN and not details.consent_record:
        sentence = N_("Say where the written consent, or your note of it, is kept.")
        return [problem("consent_record", sentence)]
    return []


def named_after(details: Details, name: str, language: str) -> Details:
    """The details of one of several files that were added together: its own name is in its title."""
    stem = name.rsplit(".", 1)[0]
    if not details.title:
        return replace(details, title=Multilingual({language: stem[:300]}))
    texts = {code: f"{text[: 300 - len(stem) - 3]} – {stem}" for code, text in details.title.texts.items()}
    return replace(details, title=Multilingual(texts))


def columns(details: Details, taken: Taken | None = None) -> dict[str, Any]:
    """What is kept of the details: of each kind only what belongs to it."""
    file: dict[str, Any] = {}
    if details.kind is EvidenceKind.FILE and taken is not None:
        file = {"file_name": taken.checked.name, "media_type": taken.checked.media_type}
        file |= {"sha256": taken.stored.sha256, "size": taken.stored.size, "scan": taken.scan}
        file |= {"made": taken.derivatives()}
    is_restricted = details.visibility is EvidenceClass.RESTRICTED
    return file | {
        "kind": details.kind,
        "title": details.title,
        "proves": details.proves,
        "document_on": details.document_on,
        "holder": details.holder,
        "place": details.place,
        "confirmer": details.confirmer,
        "language": details.language,
        "visibility": details.visibility,
        "reviewer_id": details.reviewer_id if is_restricted else None,
        "consent": details.consent,
        "consent_record": details.consent_record if details.consent is Consent.GIVEN else "",
        "url": details.url if details.kind is EvidenceKind.LINK else "",
    }


def traced(evidence: Evidence) -> dict[str, Any]:
    """What the record of acts holds of the details: words and ids, and of texts only that they are the same or not."""
    said = json.dumps([editing.plain(getattr(evidence, name)) for name in TEXTS], ensure_ascii=True)
    return {
        "visibility": evidence.visibility.value,
        "consent": evidence.consent.value,
        "reviewer": evidence.reviewer_id,
        "verification": evidence.verification.value,
        "said": hashlib.sha256(said.encode()).hexdigest(),
    }

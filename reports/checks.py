"""What is looked at before an edition is issued: each check is a function of a draft and tells what it finds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from reports.snapshot import Snapshot
from reports.typed_numbers import strange
from tracker.domain.placed import problems, without
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import Kind, NoteTopic, NoValue, Rating, SectionKey, SectionState, Verification
from tracker.domain.workshop_words import NEVER_ACCEPTED, CheckKind

COUNTS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK)
BY_NOTE = {NoteTopic.SOURCE: CheckKind.SOURCE, NoteTopic.ODD: CheckKind.ODD, NoteTopic.EVIDENCE: CheckKind.UNPROVEN}
ACRONYM = re.compile(r"(?<![\w-])[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,8}[0-9]{0,2}(?!\w)")
ROMAN = re.compile(r"[IVXLC]+")
NUMBERED = re.compile(r"(.*?)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to accept. `subject` says where: a code, an item of the register, or a section's place."""

    kind: CheckKind
    subject: str
    text: Message

    @property
    def key(self) -> str:
        """A fingerprint of what is said: a finding that says something else, for instance another value, is another."""
        said = (self.kind.value, self.subject, _plain(self.text))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def can_be_accepted(self) -> bool:
        return self.kind not in NEVER_ACCEPTED


@dataclass(frozen=True, slots=True)
class Written:
    """A section as it stands, printed or not; `pillar` is the code of the pillar that it is about."""

    key: SectionKey
    pillar: str
    state: SectionState
    body: Multilingual

    @property
    def place(self) -> str:
        return f"{self.key}:{self.pillar}" if self.pillar else self.key.value

    @property
    def is_printed(self) -> bool:
        return self.state is not SectionState.LEFT_OUT


@dataclass(frozen=True, slots=True)
class Draft:
    """What is checked: what an edition would say, its prose as it was typed, and every section it could have."""

    snapshot: Snapshot
    sections: tuple[Written, ...]
    threshold: int
    unanswered: tuple[tuple[str, Message], ...] = ()
    """(place of the section, what is said) of each remark on the draft that waits for an answer."""

    @property
    def texts(self) -> Iterator[tuple[Written, str, str]]:
        """(section, language, text) of all that is printed."""
        for section in self.sections:
            if section.is_printed:
                yield from ((section, code, text) for code, text in sorted(section.body.texts.items()))


def findings(draft: Draft) -> tuple[Finding, ...]:
    """All that the checks find, in the order of their kinds."""
    order = list(CheckKind)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(draft))
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def missing(draft: Draft) -> Iterator[Finding]:
    """Reports that were due and did not come in, with neither a value nor a reason."""
    for line in draft.snapshot.indicators:
        for absent in line.figure.absent:
            if absent.period.key == draft.snapshot.period.key and absent.reason is NoValue.NOT_REPORTED:
                name = draft.snapshot.organisation(absent.organisation).name
                said = N_("%(organisation)s has sent neither a value nor a reason.")
                yield Finding(CheckKind.MISSING, line.code, message(said, organisation=name))


def without_plan(draft: Draft) -> Iterator[Finding]:
    """Baselines and targets that are not set; a baseline that is declared unknown is an answer."""
    for line in draft.snapshot.indicators:
        if line.figure.rating is Rating.NO_TARGET:
            yield Finding(CheckKind.PLAN, line.code, message(N_("No target is set.")))
        numeric = line.kind not in (Kind.TEXT, Kind.LIST, Kind.MILESTONE)
        baseline = line.figure.baseline
        is_set = line.baseline_unknown or baseline.hidden or baseline.value is not None or baseline.choice is not None
        if numeric and not is_set:
            yield Finding(CheckKind.PLAN, line.code, message(N_("No baseline is set.")))


def noted(draft: Draft) -> Iterator[Finding]:
    """What the data-quality notes say of old sources, of values that look odd, and of values without evidence."""
    for note in draft.snapshot.notes:
        if note.topic in BY_NOTE:
            yield Finding(BY_NOTE[note.topic], note.code, note.text)


def unverified(draft: Draft) -> Iterator[Finding]:
    for item in draft.snapshot.evidence:
        if item.verification is Verification.UNVERIFIED:
            said = message(
                N_("Evidence E%(number)s has not been verified by a second person."), number=str(item.number)
            )
            yield Finding(CheckKind.UNVERIFIED, item.supports[0] if item.supports else "", said)


def small(draft: Draft) -> Iterator[Finding]:
    """Small counts of people in what is not marked as sensitive: those of sensitive indicators are hidden already."""
    here = draft.snapshot.period.key
    for line in draft.snapshot.indicators:
        if line.is_sensitive or line.kind not in COUNTS:
            continue
        cells = [cell for cell in line.breakdown if cell.period == here and cell.value is not None]
        few = [cell for cell in cells if cell.value is not None and 0 < cell.value < draft.threshold]
        whole = line.figure.value is not None and bool(cells) and 0 < line.figure.value < draft.threshold
        if few or whole:
            said = N_("%(n)s numbers below %(threshold)s would be printed. Is this indicator sensitive?")
            text = message(said, n=len(few) + whole, threshold=draft.threshold)
            yield Finding(CheckKind.SMALL, line.code, text)


def empty(draft: Draft) -> Iterator[Finding]:
    """Sections that nobody has written and nobody has left out, and languages in which some are not written."""
    printed = [section for section in draft.sections if section.is_printed]
    for section in printed:
        if not section.body:
            text = message(N_("Nothing is written. Write it, or leave the section out."))
            yield Finding(CheckKind.EMPTY, section.place, text)
    for code in draft.snapshot.plan.languages:
        lacking = [section for section in printed if section.body and code not in section.body.texts]
        if lacking:
            said = N_("%(n)s sections are written, but not in this language of the plan: %(language)s.")
            text = message(said, n=len(lacking), language=code)
            yield Finding(CheckKind.EMPTY, lacking[0].place, text)


def placed(draft: Draft) -> Iterator[Finding]:
    indicators = {line.code for line in draft.snapshot.indicators}
    pillars = {pillar.code for pillar in draft.snapshot.pillars}
    for section, _language, text in draft.texts:
        for said in problems(text, indicators, pillars):
            yield Finding(CheckKind.PLACED, section.place, said)


def typed(draft: Draft) -> Iterator[Finding]:
    """Numbers that were typed into the prose and that no table of the report has."""
    for section, language, text in draft.texts:
        if section.key is SectionKey.ACRONYMS:
            continue
        numbers = strange(draft.snapshot, section.pillar, language, without(text))
        if numbers:
            said = N_(
                "Typed by hand, and in no table (%(language)s): %(numbers)s. Place the figure, or say where it is from."
            )
            text_of = message(said, language=language, numbers=", ".join(numbers))
            yield Finding(CheckKind.TYPED, section.place, text_of)


def acronyms(draft: Draft) -> Iterator[Finding]:
    """Short forms in capital letters that the section of acronyms of their language does not name."""
    explained: dict[str, set[str]] = {}
    for section, language, text in draft.texts:
        if section.key is SectionKey.ACRONYMS:
            explained[language] = set(ACRONYM.findall(text))
    codes = {line.code for line in draft.snapshot.indicators} | {part.code for part in draft.snapshot.pillars}
    seen = set(codes)
    for section, language, text in draft.texts:
        for short in sorted(set(ACRONYM.findall(without(text)))):
            known = short in seen or short in explained.get(language, ()) or ROMAN.fullmatch(short)
            if known or section.key is SectionKey.ACRONYMS:
                continue
            seen.add(short)
            said = N_("“%(short)s” is used, and the section of acronyms does not explain it (%(language)s).")
            yield Finding(CheckKind.ACRONYM, section.place, message(said, short=short, language=language))


def numbering(draft: Draft) -> Iterator[Finding]:
    """Codes that leave a number out, or stand in another order than their numbers."""
    for pillar in draft.snapshot.pillars:
        yield from _gaps([line.code for line in pillar.commitments])
        by_parent: dict[str, list[str]] = {}
        for line in pillar.indicators:
            by_parent.setdefault(line.commitment or line.outcome, []).append(line.code)
        for codes in by_parent.values():
            yield from _gaps(codes)


def _gaps(codes: Collection[str]) -> Iterator[Finding]:
    last: dict[str, tuple[int, str]] = {}
    for code in codes:
        found = NUMBERED.fullmatch(code)
        if found is None:
            continue
        series, number = found[1], int(found[2])
        before = last.get(series)
        if before is not None and number != before[0] + 1:
            said = message(N_("%(code)s comes after %(before)s: a number is left out, or the order is another."),
                           code=code, before=before[1])  # fmt: skip
            yield Finding(CheckKind.NUMBERING, code, said)
        last[series] = (number, code)


def unowned(draft: Draft) -> Iterator[Finding]:
    """Recommendations that ask nobody, or until no day."""
    for line in draft.snapshot.recommendations:
        place = SectionKey.RECOMMENDATIONS.value
        if not line.owner:
            said = message(N_("Recommendation %(number)s has no owner."), number=str(line.number))
            yield Finding(CheckKind.OWNER, place, said)
        if line.due_on is None:
            said = message(N_("Recommendation %(number)s has no date until when."), number=str(line.number))
            yield Finding(CheckKind.OWNER, place, said)


def unanswered(draft: Draft) -> Iterator[Finding]:
    return (Finding(CheckKind.REMARK, place, said) for place, said in draft.unanswered)


CHECKS: tuple[Callable[[Draft], Iterable[Finding]], ...] = (
    missing, without_plan, noted, unverified, small, empty, placed, typed, acronyms, numbering, unowned, unanswered,
)  # fmt: skip


def _plain(value: object) -> object:
    """A value that has the same form wherever and whenever it is looked at."""
    if isinstance(value, Message):
        return value.msgid, [(name, _plain(each)) for name, each in value.values]
    if isinstance(value, Multilingual):
        return sorted(value.texts.items())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return str(value)

"""The sheets that people read: what this workbook is, where the plan stands, and one sheet for each pillar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reports.printing import NUMERIC
from reports.snapshot import IndicatorLine, PillarPart
from reports.workbook_cells import Value
from reports.workbook_telling import Telling
from tracker.domain.display import Printed, shown_progress
from tracker.domain.series import Figure, Span
from tracker.domain.vocabulary import Voice


class Linked(NamedTuple):
    """A text that leads to another row of the workbook; a plain text where there is no such row."""

    text: str
    place: str | None


Entry = Value | Linked


class Block(NamedTuple):
    """A table on a sheet that is read: its name for a spreadsheet, its heading, its columns and rows."""

    key: str
    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


class Picture(NamedTuple):
    """A chart over the first and the `column`-th column of a block; `words` say what the eye sees."""

    block: str
    column: int
    title: str
    words: str


class Reading(NamedTuple):
    """One sheet: its title, what is said below it, its tables, the widths of its columns, its charts."""

    title: str
    said: tuple[str, ...]
    blocks: tuple[Block, ...]
    widths: tuple[int, ...]
    pictures: tuple[Picture, ...] = ()
    beside: bool = False


def about(told: Telling, sheets: Iterable[tuple[str, str]]) -> Reading:
    """`sheets` has the title of each other sheet and what it is for."""
    plan, _ = told.snapshot.plan, told.speech.gettext
    said = [_("Annual progress report, resolution 1325")]
    said += [_("Demonstration data")] * plan.is_demonstration
    listed = tuple((Linked(name, f"'{name}'!A1"), means) for name, means in sheets)
    read = (
        _("Every figure here is also in the PDF of the same edition; both are drawn from one frozen set of figures."),
        _("Only verified values enter figures. An empty value is not a zero: the words beside it say why it is empty."),
        _("Progress = (value − baseline) / (target − baseline), printed raw; only averages hold it between 0 and 100."),
        _("A change in a percentage is in points."),
        _("Numbers of evidence (E1, E2 …) lead to the sheet with the evidence register."),
        _("Progress is stored as a number; a formula beside it computes it anew, and the difference must be 0."),
    )  # fmt: skip
    return Reading(
        title=told.text(plan.title),
        said=tuple(said),
        blocks=(
            Block("About", _("This edition"), (_("What"), _("Value")), tuple(_facts(told))),
            Block("Sheets", _("The sheets"), (_("Sheet"), _("What it is for")), listed),
            Block(
                "How_to_read", _("How to read this workbook"), (_("No."), _("Rule")), tuple(enumerate(read, start=1))
            ),
        ),
        widths=(34, 96),
    )


def _facts(told: Telling) -> Iterator[tuple[Entry, ...]]:
    snapshot, plan, _ = told.snapshot, told.snapshot.plan, told.speech.gettext
    yield _("Period"), told.text(snapshot.period.name)
    yield _("Edition"), _("Draft") if snapshot.is_draft else snapshot.edition
    yield _("Country"), told.speech.country(plan.country)
    yield _("Plan begins"), plan.starts_on
    yield _("Plan ends"), plan.ends_on
    yield _("Adopted by"), told.text(plan.act_title)
    yield _("Adopted on"), plan.act_date
    yield _("Lead body"), told.text(plan.lead)
    yield _("Contact"), plan.contact
    yield _("Cut-off: decisions up to"), told.speech.moment(snapshot.cut_off)
    yield _("Hash of the record of acts"), snapshot.audit_head


def summary(told: Telling) -> Reading:
    _, part = told.speech.gettext, told.snapshot.summary
    headline, reported = _("Mean progress, missing counted as 0, %"), _("Mean progress of those reported, %")
    with_figure = _("Indicators with a figure")
    numbers: tuple[tuple[Entry, ...], ...] = (
        (headline, shown_progress(part.rollup.headline)),
        (reported, shown_progress(part.rollup.reported)),
        (with_figure, part.rollup.coverage.n),
        (_("Indicators that are due"), part.rollup.coverage.of),
        (_("Reports due"), part.reports_due),
        (_("Reports verified"), part.reports_verified),
        (_("Reports waiting for review"), part.reports_waiting),
    )
    pillars = tuple(_mean(told, each) for each in told.snapshot.pillars)
    blocks = (
        Block("Summary", _("In numbers"), (_("What"), _("Value")), numbers),
        Block("Pillars", _("Progress of the pillars"), (_("Pillar"), headline, reported, with_figure), pillars),
        *_counts(told),
    )
    pictures = tuple(_bars(told, block, 2) for block in blocks[1:4] if block.rows)
    return Reading(_("Summary"), (), blocks, (48, 20, 20, 20), pictures, beside=True)


def _mean(told: Telling, part: PillarPart) -> tuple[Entry, ...]:
    headline, reported = shown_progress(part.rollup.headline), shown_progress(part.rollup.reported)
    return pillar_title(told, part), headline, reported, told.speech.of(part.rollup.coverage)


def _counts(told: Telling) -> tuple[Block, ...]:
    _, word, part = told.speech.gettext, told.speech.word, told.snapshot.summary
    official, civil = dict(part.statuses), dict(part.civil_society)
    ratings = tuple((word(rating), count) for rating, count in part.ratings)
    statuses = tuple((word(each), official.get(each, 0), civil.get(each, 0)) for each in official | civil)
    due = (each for each in told.snapshot.organisations if each.due)
    reported = tuple((told.text(each.name), each.due, each.reported) for each in due)
    said = (_("Organisation"), _("Reports due"), _("Reports verified"))
    return (
        Block("Ratings", _("Indicators by rating"), (_("Rating"), _("Indicators")), ratings),
        Block("Statuses", _("Commitments by status"), (_("Status"), _("Official"), _("Civil society")), statuses),
        Block("Reporting", _("Who reported"), said, reported),
    )


def pillar_title(told: Telling, part: PillarPart) -> str:
    return f"{part.code} {told.text(part.title)}"


def pillar(told: Telling, part: PillarPart, number: int) -> Reading:
    """One pillar: its indicators over the periods, its commitments, and how far each indicator has come."""
    _, rollup = told.speech.gettext, part.rollup
    title = pillar_title(told, part)
    means = (
        _("Mean progress, missing counted as 0: %(mean)s", mean=told.printing.ratio(rollup.headline)),
        _("Mean progress of those reported: %(mean)s", mean=told.printing.ratio(rollup.reported)),
        _("%(counted)s indicators", counted=told.speech.of(rollup.coverage)),
    )
    theme = _("Pillar of resolution 1325: %(pillar)s", pillar=told.speech.word(part.theme)) if part.theme else ""
    blocks = [each for each in (_indicators(told, part, number), _commitments(told, part, number)) if each.rows]
    with_progress = any(line.figure.progress is not None for line in part.indicators)
    pictures = (_bars(told, blocks[0], len(blocks[0].head) - 2),) if with_progress else ()
    widths = (11, 46, *(16,) * (len(blocks[0].head) - 2)) if blocks else (40,)
    return Reading(title, tuple(filter(None, (theme, " · ".join(means)))), tuple(blocks), widths, pictures)


def _indicators(told: Telling, part: PillarPart, number: int) -> Block:
    _ = told.speech.gettext
    periods = part.periods
    head = (_("Code"), _("Indicator"), _("Unit"), _("Baseline"), *(told.text(each.name) for each in periods),
            _("Target"), _("Progress, %"), _("Rating"), _("Evidence"))  # fmt: skip
    rows = tuple(_indicator(told, line, periods) for line in part.indicators)
    return Block(f"Pillar_{number}_indicators", _("Indicators"), head, rows)


def _indicator(told: Telling, line: IndicatorLine, periods: Iterable[Span]) -> tuple[Entry, ...]:
    printing, printed = told.printing, told.printing.shown(line.figure)
    figures = {figure.period.key: figure for figure in line.series}
    numeric = line.kind in NUMERIC
    return (
        Linked(line.code, told.to_code(line.code)),
        told.text(line.title),
        told.text(line.unit),
        (printed.baseline if numeric else None) or printing.baseline(line).text,
        *(_value(told, line, figures.get(period.key)) for period in periods),
        (printed.target if numeric else None) or printing.target(line).text,
        printed.progress or printing.progress(line).text,
        told.speech.word(line.figure.rating),
        Linked(told.evidence(line.evidence), told.to_evidence(line.evidence)),
    )


def _value(told: Telling, line: IndicatorLine, figure: Figure | None) -> Entry:
    """A number where it is one alone; else what the PDF says, remarks and all."""
    if figure is None:
        return None
    cell, number = told.printing.value(line, figure), told.printing.shown(figure).value
    if number is not None and line.kind in NUMERIC and not cell.absent and not cell.remarks:
        return number
    return "; ".join((cell.text, *cell.remarks))


def _commitments(told: Telling, part: PillarPart, number: int) -> Block:
    _, word = told.speech.gettext, told.speech.word
    rows = tuple(
        (Linked(line.code, told.place("Commitments", told.commitments.get(line.code))), told.text(line.text),
         told.organisation(line.lead), word(line.official),
         "\n".join(word(each.status) for each in line.statuses if each.voice is Voice.CIVIL_SOCIETY))
        for line in part.commitments)  # fmt: skip
    head = (_("Code"), _("Commitment"), _("Lead"), _("Official status"), _("Civil-society status"))
    return Block(f"Pillar_{number}_commitments", _("Commitments"), head, rows)


def _bars(told: Telling, block: Block, column: int) -> Picture:
    """A chart of one column of a block, and the same in words."""
    words = (f"{_said(row[0])}: {_said(row[column - 1], told)}" for row in block.rows)
    return Picture(block.key, column, f"{block.heading}: {block.head[column - 1]}", "; ".join(words))


def _said(entry: Entry, told: Telling | None = None) -> str:
    if isinstance(entry, Linked):
        return entry.text
    if isinstance(entry, Printed) and told is not None:
        return told.speech.printed(entry)
    return "–" if entry is None else str(entry)

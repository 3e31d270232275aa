"""The index of an edition's evidence as a workbook: what each file is, and what is listed but left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from reports.language import Speech
from reports.workbook_cells import storable
from tracker.domain.texts import N_, Message, Multilingual
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, Verification

CUT = N_("(cut: a cell holds no more)")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """An item of the register under its number; `file` is its name in the archive, else `left_out` says why not."""

    number: int
    kind: EvidenceKind
    visibility: EvidenceClass
    verification: Verification
    title: Multilingual
    proves: Multilingual
    holder: Multilingual
    document_on: date | None
    url: str
    supports: tuple[str, ...]
    part: int = 0
    file: str = ""
    is_copy: bool = False
    sha256: str = ""
    left_out: Message | None = None


COLUMNS = (
    (N_("Number"), 9), (N_("Evidence"), 48), (N_("What it proves"), 48), (N_("Kind"), 16), (N_("Class"), 14),
    (N_("Verification"), 16), (N_("Held by"), 30), (N_("Date of the document"), 16), (N_("Supports"), 22),
    (N_("File"), 44), (N_("Part"), 8), (N_("Copy or original"), 20), (N_("SHA-256 of the file"), 68),
    (N_("Left out, because"), 44),
)  # fmt: skip


def index(title: str, lines: Sequence[IndexLine], language: str) -> bytes:
    """The workbook: one sheet, one row for each number of the register, every text a text and never a formula."""
    speech = Speech(language)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = storable(speech.gettext(N_("Evidence")), "")[:31]
    sheet.sheet_view.rightToLeft = speech.direction == "rtl"
    rows = [[title], [speech.gettext(label) for label, _width in COLUMNS], *(_row(line, speech) for line in lines)]
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.value = storable(text, speech.gettext(CUT))
            cell.data_type, cell.quotePrefix = "s", True
            cell.alignment = Alignment(wrap_text=at > 1, vertical="top")
            if at <= 2:
                cell.font = Font(bold=True)
    for number, (_label, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B3"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _row(line: IndexLine, speech: Speech) -> list[str]:
    is_open = line.visibility is not EvidenceClass.RESTRICTED
    title = speech.text(line.title).text if is_open else ""
    what = N_("Copy without hidden data") if line.is_copy else N_("Original; it may hold hidden data")
    return [
        speech.gettext(N_("E%(n)s"), n=line.number),
        title or speech.gettext(N_("Evidence held by %(holder)s"), holder=line.holder),
        speech.text(line.proves).text if is_open else "",
        speech.word(line.kind),
        speech.word(line.visibility),
        speech.word(line.verification),
        speech.text(line.holder).text,
        speech.day(line.document_on) if is_open else "",
        ", ".join(line.supports),
        line.file or (line.url if is_open else ""),
        str(line.part) if line.part else "",
        speech.gettext(what) if line.file else "",
        line.sha256,
        speech.say(line.left_out) if line.left_out is not None else "",
    ]

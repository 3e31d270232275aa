"""Measure the files of a report against what the libraries alone need for the same content, in one run.

For each size of a plan a process of its own draws the workbook, the same cells by the bare library, the PDF, and the
same HTML by the bare renderer, in turn; it prints processor seconds, ratios and memory. Nothing is judged here.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import openpyxl
from bench_plans import COMPARED, LARGE, REFERENCE, TWICE, Size, made
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.hyperlink import Hyperlink
from weasyprint import CSS, HTML

from reports.document import document
from reports.document_archive import VARIANT
from reports.document_assets import Assets
from reports.document_fonts import configuration
from reports.document_page import html
from reports.document_sections import ANNEXES
from reports.document_style import style
from reports.language import Speech
from reports.workbook import workbook

SIZES = {"reference": REFERENCE, "twice": TWICE, "compared": COMPARED, "large": LARGE}
TIMES = 3


def main() -> None:
    for size in [SIZES[name] for name in sys.argv[1:]] or [REFERENCE, TWICE, COMPARED]:
        print(f"\n{size.name}: {size.indicators} indicators, {size.periods} periods, {size.evidence} items of evidence")
        in_child(measure_workbook, size)
        in_child(measure_document, size)
        in_child(measure_tables, size)


def in_child(measure: Callable[[Size], None], size: Size) -> None:
    """In a process of its own, so that its memory is its own."""
    child = os.fork()
    if child == 0:
        measure(size)
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """Processor seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def memory() -> float:
    """The most that this process took so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_workbook(size: Size) -> None:
    snapshot = made(size)
    before = memory()
    ours = seconds(lambda: workbook(snapshot, "en"), TIMES)
    taken = memory() - before
    written = openpyxl.load_workbook(io.BytesIO(workbook(snapshot, "en")))
    cells = sum(sheet.max_row * sheet.max_column for sheet in written)
    bare = seconds(lambda: bare_workbook(written), TIMES)
    print(f"  workbook  {ours:6.2f} s, {cells} cells; bare {bare:.2f} s; {ours / bare:.2f} times; {taken:.0f} MiB more")


def bare_workbook(written: Any) -> bytes:
    """The same values, formats, links and styles, by the library alone in its streaming mode."""
    book = openpyxl.Workbook(write_only=True)
    for name in ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats", "_cell_styles"):
        setattr(book, name, getattr(written, name))
    for source in written:
        sheet = book.create_sheet(source.title)
        for row in source.iter_rows():
            sheet.append([bare_cell(sheet, cell) for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bare_cell(sheet: Any, cell: Any) -> Any:
    made_anew: Any = WriteOnlyCell(sheet, cell.value)
    made_anew._style = cell._style
    if cell.hyperlink:
        made_anew.hyperlink = Hyperlink(ref="", location=cell.hyperlink.location)
    return made_anew


def measure_document(size: Size) -> None:
    snapshot = made(size)
    template = seconds(lambda: html(snapshot, Speech("en"), Assets()), TIMES)
    ours = seconds(lambda: document(snapshot, "en"))
    most = memory()
    assets = Assets()
    text, sheet = html(snapshot, Speech("en"), assets), style(snapshot, Speech("en"), assets)
    bare = seconds(lambda: bare_document(text, sheet, assets))
    print(f"  template  {template:6.2f} s, {len(text) / 1000:.0f} kB of HTML")
    print(f"  document  {ours:6.2f} s; bare {bare:.2f} s; {ours / bare:.2f} times; {most:.0f} MiB in all")


def bare_document(text: str, sheet: str, assets: Assets) -> bytes:
    """The same finished HTML by the renderer alone, with the same tags."""
    fonts = configuration()
    styles = [CSS(string=sheet, url_fetcher=assets, font_config=fonts)]
    page = HTML(string=text, url_fetcher=assets)
    drawn: bytes = page.write_pdf(font_config=fonts, stylesheets=styles, pdf_variant=VARIANT, pdf_tags=True)
    return drawn


def measure_tables(size: Size) -> None:
    """What each annex costs: the renderer on the whole report, and on the same without it."""
    snapshot, assets = made(size), Assets()
    text, sheet = html(snapshot, Speech("en"), assets), style(snapshot, Speech("en"), assets)
    whole = seconds(lambda: bare_document(text, sheet, assets))
    for _, key, name, _ in ANNEXES:
        without = seconds(lambda key=key: bare_document(left_out(text, key), sheet, assets))  # type: ignore[misc] # bound now
        print(f"  annex     {whole - without:6.2f} s of {whole:.2f} s: {name}")


def left_out(text: str, key: str) -> str:
    begins = text.index(f'<section class="part part-{key} annex">')
    ends = text.find('<section class="part part-', begins + 1)
    return text[:begins] + text[ends if ends > 0 else text.index("</main>") :]


if __name__ == "__main__":
    main()

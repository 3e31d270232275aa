"""A snapshot as a PDF that lasts and that everybody can read, in one language; the same snapshot, the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from weasyprint import CSS, HTML

from reports.codec import fingerprint
from reports.document_archive import VARIANT, Finish, SourceData, finished
from reports.document_assets import Assets
from reports.document_fonts import configuration
from reports.document_page import html
from reports.document_style import style
from reports.language import Speech
from reports.snapshot import Snapshot

STEPS = 3

Progress = Callable[[int, int], None]


def document(
    snapshot: Snapshot, language: str, *, source: SourceData | None = None, progress: Progress | None = None
) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1 in one file, with `source`, the workbook of the same figures, inside it.

    `progress` is told how many of how many steps are done: written, laid out, finished.

    It takes seconds and, with tags, some hundred megabytes for a large plan: call it outside a request. Raises
    ForeignAddress where anything in it asked for something from outside.
    """
    told = progress or _silent
    speech, assets, fonts = Speech(language, snapshot.plan.default_language), Assets(), configuration()
    text = html(snapshot, speech, assets)
    sheet = CSS(string=style(snapshot, speech, assets), url_fetcher=assets, font_config=fonts)
    told(1, STEPS)
    options = {"pdf_variant": VARIANT, "pdf_tags": True, "pdf_identifier": _identifier(snapshot, language)}
    laid_out = HTML(string=text, url_fetcher=assets).render(font_config=fonts, stylesheets=[sheet], **options)
    assets.check()
    told(2, STEPS)
    described = speech.gettext("All figures of this report, as tables to work with")
    written = finished(laid_out, Finish(snapshot.cut_off, source, described), **options)
    assets.check()
    told(STEPS, STEPS)
    return written


def _identifier(snapshot: Snapshot, language: str) -> bytes:
    """The file's own id: of what is in it, not of when it was made."""
    return hashlib.sha256(f"{fingerprint(snapshot)} {language}".encode()).hexdigest()[:32].encode()


def _silent(_done: int, _of: int) -> None:
    return None

"""Figures on pages: printed by the same code that prints them on paper."""

from __future__ import annotations

from flask import Flask, g
from markupsafe import Markup

from reports.document_markdown import markdown
from reports.language import Speech
from reports.money import Purse, is_stated, purses
from reports.printing import Printing
from reports.snapshot import IndicatorLine, PillarPart
from tracker.domain.display import shown as rounded
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey
from tracker.web.countries import language_name
from tracker.web.languages import chosen, shown


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(printing=printing, bar=bar, prose=prose, language_name=language_name)
    app.jinja_env.globals.update(purses=_purses, has_money=is_stated, BUDGET=SectionKey.BUDGET, SectionKey=SectionKey)


def printing() -> Printing:
    """How figures are written in the page's language."""
    plan = g.get("plan")
    return Printing(Speech(chosen(), plan.default_language if plan is not None else "en"))


def _purses(pillar: PillarPart) -> list[Purse]:
    return list(purses(printing().speech, pillar))


def bar(line: IndicatorLine) -> float | None:
    """Progress held between 0 and 100 for a bar; None where there is none."""
    found = rounded(line.figure).bar
    return None if found is None else float(found.number)


def prose(text: Multilingual, below: int = 2) -> Markup:
    """What people wrote in a section, as on paper; its headings stand below one of level `below`."""
    return markdown(shown(text).text, below)

"""Countries, currencies, months and languages of a plan, named in the page's language."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from flask_babel import gettext as _

from tracker.web.languages import NAMES, locale

Choices = list[tuple[str, str]]

# Two-letter codes of the locale data that are no country of ISO 3166, save XK, which the whole field uses for Kosovo.
NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})

PLAN_LANGUAGES = ("en", "ru", "kk", "ar", "az", "es", "fa", "fr", "hy", "ka", "ky", "ps", "tg", "tr", "uk", "uz")


def country_name(code: str) -> str:
    """The country in the page's language; its code where that language has no name for it."""
    return str(locale().territories.get(code, code))


def countries() -> Choices:
    """ISO 3166 codes with their names, in the order of the page's language."""
    names = [(code, str(name)) for code, name in locale().territories.items() if _is_country(code)]
    return sorted(names, key=lambda pair: _order(pair[1]))


def currencies() -> Choices:
    """ISO 4217 codes of money in use today with their names; the first choice sets none."""
    known = locale().currencies
    names = [(code, f"{known.get(code, code)} ({code})") for code in _in_use()]
    return [("", _("Not set")), *sorted(names, key=lambda pair: _order(pair[1]))]


def months() -> Choices:
    return [(str(number), str(name)) for number, name in locale().months["stand-alone"]["wide"].items()]


def plan_languages() -> Choices:
    """The languages that a plan can have, each by its own name."""
    return [(code, language_name(code)) for code in PLAN_LANGUAGES]


def language_name(code: str) -> str:
    return NAMES.get(code) or str(Locale.parse(code).get_display_name() or code).capitalize()


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NO_COUNTRY


@cache
def _in_use() -> tuple[str, ...]:
    """Currencies that are legal tender somewhere and have no end."""
    tender = get_global("territory_currencies")
    return tuple(sorted({c for each in tender.values() for c, _from, until, legal in each if legal and until is None}))


def _order(name: str) -> str:
    """Accents do not move a name to the end of the list."""
    return name.casefold().translate(str.maketrans("åáàâäéèêëíîïóôöúûüç", "aaaaaeeeeiiiooouuuc"))

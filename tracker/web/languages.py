"""Which language a page speaks, and how texts, numbers and dates are written in it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel
from flask_babel import gettext as _

from config import ROOT, Settings
from reports.language import DATES, Speech, with_minus
from tracker.domain.texts import Message, Multilingual, Shown
from tracker.web import identity, made_up

COOKIE = "language"
NAMES = {
    "en": "English",
    "ru": "Русский",
    "kk": "Қазақша",
    "fr": "Français",
    "ar": "العربية",
    "en-XA": "Ƥşḗŭḓǿ",
    "ar-XB": "Pseudo RTL",
}
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps")


def init_app(app: Flask, settings: Settings) -> None:
    babel = Babel(
        app,
        default_translation_directories=str(ROOT / "translations"),
        locale_selector=lambda: made_up.LOCALES.get(chosen(), chosen()),
    )
    if settings.pseudo_languages:
        made_up.init_app(app, babel)
    app.context_processor(
        lambda: {
            "language": chosen(),
            "direction": direction(chosen()),
            "languages": {code: NAMES[code] for code in settings.languages},
        }
    )
    # Globals, so that components, which see no context, can use them too.
    app.jinja_env.globals.update(shown=shown, spoken=spoken, number=number, day=day, moment=moment)


def offered() -> tuple[str, ...]:
    settings: Settings = current_app.extensions["settings"]
    return settings.languages


def chosen() -> str:
    """The page's language: asked for in this address, kept in a cookie, the person's own, or the browser's."""
    if "language" not in g:
        asked = request.args.get("lang"), request.cookies.get(COOKIE), getattr(identity.person(), "language", None)
        best = next((code for code in asked if code in offered()), None)
        g.language = best or request.accept_languages.best_match(offered()) or "en"
    return str(g.language)


def keep(response: Response, code: str) -> Response:
    """Remember a chosen language in this browser for a year."""
    response.set_cookie(COOKIE, code, max_age=31536000, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def direction(code: str) -> str:
    return "rtl" if code.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def locale() -> Locale:
    """The locale for numbers and dates, the same as on paper; made-up languages write as their base language does."""
    base = chosen().split("-")[0]
    return Locale.parse(DATES.get(base, base))


def shown(text: Multilingual | None, language: str | None = None) -> Shown:
    """A user's text in the page's language, or in the plan's default language, marked."""
    plan = g.get("plan")
    default = plan.default_language if plan is not None else "en"
    return (text or Multilingual()).shown((language or chosen()).split("-")[0], default)


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A figure as the page's language writes it, in exactly `decimals` places where given; empty for None."""
    if value is None:
        return ""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return with_minus(str(format_decimal(value, pattern, locale=locale(), decimal_quantization=decimals is not None)))


def day(value: date | None) -> str:
    """A date as reports write it: the day before the month, also in English."""
    return Speech(chosen()).day(value)


def moment(value: datetime | None) -> str:
    return "" if value is None else str(format_datetime(value, "d MMMM y, HH:mm 'UTC'", locale=locale()))


def spoken(sentence: Message | str) -> str:
    """A domain sentence in the page's language, with its figures and dates written as that language writes them."""
    if isinstance(sentence, str):
        return str(_(sentence))
    # The library fills a text only where there are values, and would leave "%%" as it is.
    return str(_(sentence.msgid)) % {name: _written(value) for name, value in sentence.values}


def _written(value: Any) -> Any:
    if isinstance(value, Message):
        return spoken(value)
    if isinstance(value, Multilingual):
        return shown(value).text
    if isinstance(value, Decimal):
        return number(value, max(0, -int(value.as_tuple().exponent)))  # as on paper
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return "; ".join(str(_written(each)) for each in value)
    return value

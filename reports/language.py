"""How a report speaks: its sentences, words, numbers and dates in one language, without a web request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from tracker.domain import wording
from tracker.domain.display import Printed, rounded
from tracker.domain.series import Coverage
from tracker.domain.texts import Message, Multilingual, Shown

CATALOGUES = Path(__file__).resolve().parents[1] / "translations"
RIGHT_TO_LEFT = ("ar", "fa", "he", "prs", "ps", "ur")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_DECIMALS = 8
PERCENT = "\u00a0%"
MINUS = "\u2212"
LEFT_TO_RIGHT = "\u200e"
DATES = {"en": "en_GB"}
"""Day before month for readers of all countries."""
SHAPES = {"ru": ("d MMMM y", "d MMM y")}
"""Where the usual long and short forms end in an abbreviation, whose full stop would meet the sentence's."""


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language.replace("-", "_")])


def with_minus(written: str) -> str:
    """A written number with a real minus (U+2212) in place of a hyphen, as wide as a plus and never at a line's end."""
    return written.replace("-", MINUS)


def direction(language: str) -> str:
    """`rtl` for the languages that are written from right to left, else `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Speech:
    """One language of a report, for instance `ru`, and the plan's default language for texts that lack it.

    A made-up language for trials (`en-XA`, `ar-XB`) writes numbers and dates, and takes a plan's texts, as its base
    language does. A language without a catalogue speaks English.
    """

    language: str
    default: str = "en"
    locale: Locale = field(init=False)
    calendar: Locale = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "locale", Locale.parse(self.base))
        object.__setattr__(self, "calendar", Locale.parse(DATES.get(self.base, self.base)))

    @property
    def base(self) -> str:
        return self.language.split("-")[0]

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def _shapes(self) -> tuple[str, str]:
        return SHAPES.get(self.base, ("long", "medium"))

    def gettext(self, msgid: str, **values: object) -> str:
        """A text of the program; places like `%(name)s` are filled where values are given."""
        text = str(_catalogue(self.language).ugettext(msgid))
        return text % {name: self._written(value) for name, value in values.items()} if values else text

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """A text that depends on a number, which fills `%(n)s`."""
        text = str(_catalogue(self.language).ungettext(one, many, n))
        return text % {name: self._written(value) for name, value in ({"n": n} | values).items()}

    def say(self, sentence: Message | str) -> str:
        """A sentence of the domain with its figures and dates written as the language writes them."""
        if isinstance(sentence, str):
            return self.gettext(sentence)
        text = str(_catalogue(self.language).ugettext(sentence.msgid))
        return text % {name: self._written(value) for name, value in sentence.values}

    def word(self, value: StrEnum | None) -> str:
        """The label of a word of the vocabulary; empty for None. Raises KeyError for a word without one."""
        return "" if value is None else self.gettext(wording.label(value))

    def text(self, text: Multilingual | str | None) -> Shown:
        """A text of people in this language, or marked in another; its language is always a well-formed tag."""
        if isinstance(text, str):
            return Shown(text, self.base)
        shown = (text or Multilingual()).shown(self.base, self.default)
        return shown if TAG.fullmatch(shown.language) else Shown(shown.text, self.default, shown.missing)

    def number(self, value: Fraction | Decimal | int | None, decimals: int | None = None) -> str:
        """A figure rounded half up to `decimals` places; without them as it is, to eight at most. Empty for None."""
        if value is None:
            return ""
        exact = _short(Fraction(value)) if decimals is None else rounded(Fraction(value), decimals)
        places = "#" * MOST_DECIMALS if decimals is None else "0" * decimals
        text = with_minus(str(format_decimal(exact, "#,##0" + ("." + places if places else ""), locale=self.locale)))
        # Without the mark a minus would wander behind its number in a line that runs from right to left.
        return LEFT_TO_RIGHT + text if exact < 0 and self.direction == "rtl" else text

    def printed(self, value: Printed | None) -> str:
        """A figure that tracker.domain.display rounded; empty for None."""
        return "" if value is None else self.number(value.number, value.decimals)

    def signed(self, value: Printed) -> str:
        """A change: with a plus where it is above nothing."""
        mark = LEFT_TO_RIGHT if self.direction == "rtl" else ""
        return (mark + "+" if value.number > 0 else "") + self.printed(value)

    def percent(self, value: Printed | None) -> str:
        """A figure in percent with its sign, never broken from it; empty for None."""
        return "" if value is None else self.printed(value) + PERCENT

    def of(self, coverage: Coverage) -> str:
        """n of N, in figures."""
        return self.gettext("%(n)s of %(of)s", n=coverage.n, of=coverage.of)

    def day(self, value: date | None) -> str:
        return "" if value is None else str(format_date(value, self._shapes[0], locale=self.calendar))

    def short_day(self, value: date | None) -> str:
        """A date for a narrow column."""
        return "" if value is None else str(format_date(value, self._shapes[1], locale=self.calendar))

    def moment(self, value: datetime | None) -> str:
        """A moment in UTC, to the minute."""
        return "" if value is None else str(format_datetime(value, "d MMMM y, HH:mm 'UTC'", locale=self.calendar))

    def code(self, text: str) -> str:
        """A code such as 1.2.a, kept in its order in a line that runs from right to left."""
        return f"{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}" if text and self.direction == "rtl" else text

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; the code where the language has no name for it."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """The name of a language; its code where this language has no name for it."""
        return str(self.locale.languages.get(code, code))

    def _written(self, value: object) -> object:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Multilingual):
            return self.text(value).text
        if isinstance(value, Decimal):
            return self.number(value, max(0, -int(value.as_tuple().exponent)))
        if isinstance(value, Fraction) or (isinstance(value, int) and not isinstance(value, bool)):
            return self.number(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, tuple):
            between = " + " if any(isinstance(each, Decimal) for each in value) else "; "
            return between.join(str(self._written(each)) for each in value)
        return value


def _short(value: Fraction) -> Decimal:
    """The value with as many decimals as it needs, eight at most."""
    for decimals in range(MOST_DECIMALS):
        if (value * 10**decimals).denominator == 1:
            return rounded(value, decimals)
    return rounded(value, MOST_DECIMALS)

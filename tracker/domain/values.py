"""Exact numbers: what a person may type in which language, and what the tracker keeps."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NoReturn

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message

LARGEST = Decimal(10) ** 15  # no count and no budget of a country reaches it
MOST_DECIMALS = 8
LONGEST = 60  # characters of a number with its signs and spaces

# Where a comma parts the decimals; elsewhere, and where the language is not known, it is a dot.
COMMA_LANGUAGES = frozenset(
    {"ar", "az", "de", "es", "fr", "hy", "id", "ka", "kk", "ky", "pt", "ru", "tg", "tr", "uk", "uz"}
)

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
_MINUS = dict.fromkeys(map(ord, "\u2212\u2013\u2010\u2011\ufe63\uff0d"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f'\u2019\u02bc\u066c"), " ")
_SIGNS = {ord("٫"): "D", ord("،"): ",", ord("٪"): "%", ord("％"): "%"}  # D: a sign that only parts decimals
_GROUPED = r"\d{1,3}(?:%s\d{3})+|\d{1,2}(?:%s\d{2})+%s\d{3}"
_WHOLE = {sign: re.compile(_GROUPED.replace("%s", re.escape(sign))) for sign in " ,."}
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[,.]\d{3}")


def parse_number(
    text: str, language: str | None = None, *, decimals: int | None = None, percent: bool = False
) -> Decimal:
    """The number that a person typed, exactly.

    `language` is the page's: it says whether a lone comma or dot parts decimals; None where it is not known (a file).
    `decimals` is the indicator's precision: where it has three or more, "1,234" may be a decimal number in a language
    that writes so, and is refused as ambiguous otherwise. `percent` allows a percent sign, which changes nothing:
    shares are typed in percent. Raises RuleBroken with a sentence for the person.
    """
    typed = text.strip()
    if len(typed) > LONGEST:
        _refuse(N_("The number is too long. Write it in digits, at most %(longest)s characters."), longest=LONGEST)
    bare = _simplified(typed)
    if bare.endswith("%"):
        if not percent:
            _refuse(N_("“%(text)s” has a percent sign, but this is not a share. Write the number alone."), text=typed)
        bare = bare[:-1].strip()
    sign, digits = ("-", bare[1:].strip()) if bare.startswith("-") else ("", bare.removeprefix("+").strip())
    _refuse_words(digits, typed)
    return checked(Decimal(sign + _plain(digits, typed, language, decimals)))


def checked(value: Decimal) -> Decimal:
    """The value itself if the tracker can keep it exactly; RuleBroken for NaN, infinity, and what is too large or fine.

    A negative zero becomes zero.
    """
    if not value.is_finite():
        _refuse(N_("This is not a number."))
    if abs(value) >= LARGEST:
        _refuse(N_("The number is too large: at most 15 digits before the decimal point."))
    if decimals_of(value) > MOST_DECIMALS:
        _refuse(N_("The number has too many decimals: at most %(most)s."), most=MOST_DECIMALS)
    return value if value else abs(value)


def decimals_of(value: Decimal) -> int:
    """How many decimals a finite value is written with, zeros at its end not counted."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(value: Decimal, language: str | None = None) -> str:
    """The value as it stands in a field of a form: no grouping, the language's decimal sign, read back unchanged."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").removesuffix(".")
    if _AMBIGUOUS.fullmatch(plain.removeprefix("-")):
        plain += "0"  # 1,2340 cannot be taken for one thousand
    return plain.replace(".", ",") if language in COMMA_LANGUAGES else plain


def _simplified(typed: str) -> str:
    """Western digits, one kind of space, minus and percent sign, and no invisible marks of direction."""
    told = typed.translate(_MARKS).translate(_MINUS).translate(_SPACES).translate(_SIGNS).strip()
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in told)


def _refuse_words(digits: str, typed: str) -> None:
    if not digits:
        _refuse(N_("There is no number. Write one, or leave it empty and choose the reason why there is none."))
    if re.fullmatch(r"\d[\d.,D]*[eE][+-]?\d+", digits):
        _refuse(N_("“%(text)s” is written with an exponent. Write all digits of the number."), text=typed)
    if not re.search(r"\d", digits):
        _refuse(
            N_("“%(text)s” is not a number. If there is none, leave it empty and choose the reason why."), text=typed
        )
    if not re.fullmatch(r"[\d .,D]+", digits):
        _refuse(N_("“%(text)s” is not a number. Write the digits only; words belong in the note."), text=typed)


def _plain(digits: str, typed: str, language: str | None, decimals: int | None) -> str:
    """The digits with a dot before the decimals and nothing else; refuses what can be read in two ways."""
    _refuse_ambiguous(digits, typed, language, decimals)
    whole, sign, fraction = digits, "", ""
    last = max(digits.rfind(mark) for mark in ",.D")
    if last >= 0 and digits.count(digits[last]) == 1:
        whole, sign, fraction = digits[:last], digits[last], digits[last + 1 :]
    groups = [mark for mark in " ,." if mark in whole]
    well = len(groups) == 0 or (len(groups) == 1 and groups[0] != sign and _WHOLE[groups[0]].fullmatch(whole))
    if not well or (sign and not fraction.isdigit()) or not (whole or fraction):
        _refuse(N_("“%(text)s” cannot be read as one number. Write it like 1234 or 1234.5."), text=typed)
    bare = re.sub(r"[ ,.]", "", whole) or "0"
    return f"{bare}.{fraction}" if fraction else bare


def _refuse_ambiguous(digits: str, typed: str, language: str | None, decimals: int | None) -> None:
    if not _AMBIGUOUS.fullmatch(digits):
        return
    by_comma = language in COMMA_LANGUAGES
    dot_is_clear = "." in digits and not by_comma
    comma_is_clear = "," in digits and by_comma and decimals is not None and decimals >= 3
    if not (dot_is_clear or comma_is_clear):
        thousand = re.sub(r"[,.]", "", digits)
        _refuse(
            N_("“%(text)s” can be read in two ways: write %(thousand)s, or write one more decimal, %(fine)s."),
            text=typed,
            thousand=thousand,
            fine=digits + "0",
        )


def _refuse(msgid: str, **values: object) -> NoReturn:
    raise RuleBroken(message(msgid, **values))

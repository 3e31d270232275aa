"""The fonts of a PDF: vendored, the same on every machine, with an honest sign for what they cannot write."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pydyf  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration

from reports.document_assets import Assets

FOLDER = Path(__file__).with_name("fonts")
ALONE = FOLDER / "fonts.conf"
FACES = (
    ("Noto Sans", "400", "normal", "NotoSans-Regular"),
    ("Noto Sans", "400", "italic", "NotoSans-Italic"),
    ("Noto Sans", "600", "normal", "NotoSans-SemiBold"),
    ("Noto Serif", "400", "normal", "NotoSerif-Regular"),
    ("Noto Serif", "600", "normal", "NotoSerif-SemiBold"),
    ("IBM Plex Sans Arabic", "400", "normal", "IBMPlexSansArabic-Regular"),
    ("IBM Plex Sans Arabic", "600", "normal", "IBMPlexSansArabic-SemiBold"),
    ("Noto Sans Armenian", "400", "normal", "NotoSansArmenian-Regular"),
    ("Noto Sans Armenian", "600", "normal", "NotoSansArmenian-SemiBold"),
    ("Noto Sans Georgian", "400", "normal", "NotoSansGeorgian-Regular"),
    ("Noto Sans Georgian", "600", "normal", "NotoSansGeorgian-SemiBold"),
    ("Noto Sans Math", "400", "normal", "NotoSansMath-Regular"),
)
UNKNOWN = "\ufffd"
PLAIN = frozenset("\n\t ")
BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), " ")
"""Line breaks of other kinds, which copied texts bring along and fonts do not know."""
CHARACTER_MAP = b"/CIDInit /ProcSet findresource begin"
JOINER = b"> <200d>"


def faces(assets: Assets) -> str:
    """The @font-face rules, with each font file put among the assets."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{assets.add(_bytes(name), "font/ttf")}"); }}'
        for family, weight, style, name in FACES
    )


def configuration() -> FontConfiguration:
    """A font configuration that knows no font of the machine, so that the same report looks the same everywhere."""
    with _alone():
        return FontConfiguration()


def writable(text: str) -> tuple[str, int]:
    """The text with every character that no font can write replaced by a sign, and how many those were."""
    text = text.translate(BREAKS)
    unknown = set(text) - covered()
    if not unknown:
        return text, 0
    count = sum(text.count(character) for character in unknown)
    return text.translate(dict.fromkeys(map(ord, unknown), UNKNOWN)), count


def name_every_glyph(_document: object, pdf: pydyf.PDF) -> None:
    """Give a text to glyphs that have none: of several glyphs for one cluster of letters, one carries all its letters.

    The others must name a character too, so that the file can be read aloud; a joiner says and changes nothing.
    """
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.stream and part.stream[0] == CHARACTER_MAP:
            part.stream = [line.replace(b"> <>", JOINER) if isinstance(line, bytes) else line for line in part.stream]


@cache
def covered() -> frozenset[str]:
    """Every character that the fonts can write."""
    names = {family: name for family, weight, style, name in reversed(FACES) if (weight, style) == ("400", "normal")}
    letters = {chr(code) for name in names.values() for code in _codes(name)}
    return PLAIN | {each for each in letters if unicodedata.category(each) != "Cc"}


def _codes(name: str) -> tuple[int, ...]:
    with TTFont(FOLDER / f"{name}.ttf", lazy=True) as font:
        return tuple(font.getBestCmap())


@cache
def _bytes(name: str) -> bytes:
    return (FOLDER / f"{name}.ttf").read_bytes()


@contextmanager
def _alone() -> Iterator[None]:
    """While fontconfig starts, it reads our empty configuration instead of the machine's."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(ALONE)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before

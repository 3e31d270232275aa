"""The same colours on page and paper, readable in light, dark and grey."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest

from reports import palette
from tracker.domain.vocabulary import CommitmentStatus, Rating, Theme

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "tracker" / "static" / "tracker.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in STYLE.split("prefers-color-scheme: dark")[:2]
)
DARK = LIGHT | DARK
TONES = [tone for tone in palette.TONES if tone != "missing"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    return 116 * math.cbrt(luminance(colour)) - 16


def test_page_and_paper_use_the_same_colours() -> None:
    on_paper = {fill.name: fill.colour for fill in palette.PILLARS.values()}
    on_paper |= {fill.name: fill.colour for fill in palette.COMMITMENT_STATUSES.values() if fill is not palette.UNKNOWN}
    on_paper |= {name: palette.TONES[name].text for name in TONES}
    on_paper |= {f"{name}-tint": palette.TONES[name].tint for name in TONES}
    on_paper |= {name: getattr(palette, name.upper()) for name in ("paper", "surface", "ink", "muted", "line", "edge")}
    on_paper |= {"brand": palette.BRAND, "link": palette.LINK}
    assert {name: LIGHT.get(name) for name in on_paper} == on_paper


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable(colours: dict[str, str]) -> None:
    pairs = [(text, ground) for text in ("ink", "muted", "link", "bad") for ground in ("paper", "surface")]
    pairs += [(tone, f"{tone}-tint") for tone in TONES] + [(tone, "surface") for tone in TONES]
    pairs += [("on-brand", "brand")]
    assert {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs if _is_faint(colours, pair, 4.5)} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_and_pillars_are_seen(colours: dict[str, str]) -> None:
    names = ["edge", *(fill.name for fill in palette.PILLARS.values())]
    pairs = [(name, ground) for name in names for ground in ("paper", "surface")]
    assert [pair for pair in pairs if _is_faint(colours, pair, 3)] == []


def test_pillars_stay_apart_without_colour() -> None:
    shades = sorted(lightness(fill.colour) for fill in palette.PILLARS.values())
    assert min(high - low for low, high in pairwise(shades)) >= 8
    assert len({fill.pattern for fill in palette.PILLARS.values()}) == len(Theme)
    assert set(palette.SYMBOLS) == set(Theme)


def test_a_pillar_has_the_same_symbol_on_page_and_paper() -> None:
    on_pages = (ROOT / "templates" / "components" / "symbol.html").read_text("utf-8")
    assert [theme for theme, path in palette.SYMBOLS.items() if f'"{theme}": "{path}"' not in on_pages] == []


def test_every_status_and_rating_has_a_fill_of_its_own_tone() -> None:
    assert set(palette.COMMITMENT_STATUSES) == set(CommitmentStatus)
    fills = [(fill.colour, fill.pattern) for fill in palette.COMMITMENT_STATUSES.values()]
    assert len(set(fills)) == len(fills)
    assert set(palette.RATINGS) == set(Rating)
    assert set(palette.RATINGS.values()) == set(palette.RATING_FILLS) <= set(palette.TONES)


def _is_faint(colours: dict[str, str], pair: tuple[str, str], least: float) -> bool:
    return contrast(colours[pair[0]], colours[pair[1]]) < least

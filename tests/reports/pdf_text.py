"""The words of a PDF, read from the file itself as a reader's copy-and-paste does."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf

PAIR = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]*)>")


def pages(pdf: bytes) -> list[str]:
    """The text of each page, a line for each line of letters, without joiners."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        maps: dict[Any, dict[int, str]] = {}
        return ["\n".join(_page(each, maps)) for each in opened.pages]


def words(pdf: bytes) -> str:
    """The text of all pages."""
    return "\n".join(pages(pdf))


def _page(page: pikepdf.Page, maps: dict[Any, dict[int, str]]) -> list[str]:
    fonts: Any = page.obj.Resources.get("/Font", {})
    lines: list[str] = []
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name == "Tf":
            letters = _letters(fonts[str(operands[0])], maps)
        elif name == "BT":
            lines.append("")
        elif name in ("Tj", "TJ"):
            shown = operands[0] if name == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
            lines[-1] += "".join(letters.get(code, "") for code in pairs)
    return [line.replace("\u200d", "").replace("\u00a0", " ") for line in lines if line.strip()]


def _letters(font: Any, maps: dict[Any, dict[int, str]]) -> dict[int, str]:
    if font.objgen not in maps:
        found = PAIR.findall(font.ToUnicode.read_bytes().decode("ascii"))
        maps[font.objgen] = {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in found}
    return maps[font.objgen]

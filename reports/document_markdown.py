"""What people write, as HTML: headings, emphasis, lists and quotations; never markup of their own, never an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

DEEPEST = 6


def markdown(text: str, below: int) -> Markup:
    """The text as HTML; its headings stand below a heading of level `below`, and skip no level.

    HTML is shown as it was typed. A link becomes its words with the address behind them, a picture its description.
    """
    tokens = PARSER.parse(text)
    _level(tokens, below)
    return Markup(PARSER.renderer.render(tokens, PARSER.options, {}))  # noqa: S704 - the renderer escapes all text


def _level(tokens: Sequence[Token], below: int) -> None:
    """Give headings levels that go down one step at a time."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1:])
            open_levels = [each for each in open_levels if each < typed] + [typed]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(below + len(open_levels), DEEPEST)}"


def _nothing(*_: Any) -> str:
    return ""


def _address(_self: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    """The address of a link, behind its words; links do not nest, so it is the nearest one before."""
    opened = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
    address = str(opened.attrs.get("href", ""))
    words = "".join(token.content for token in tokens[tokens.index(opened) : index])
    return "" if address == words else f" ({escape(address)})"


def _description(_self: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    return str(escape(tokens[index].content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 8})
    parser.disable(["html_block", "html_inline"])
    parser.add_render_rule("hr", _nothing)
    parser.add_render_rule("link_open", _nothing)
    parser.add_render_rule("link_close", _address)
    parser.add_render_rule("image", _description)
    return parser


PARSER = _parser()

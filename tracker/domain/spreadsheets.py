"""Texts in tables that a spreadsheet will open."""

from __future__ import annotations

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes a text that begins so for a formula; the last four are the wide forms of the first (CWE-1236)."""


def not_a_formula(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text

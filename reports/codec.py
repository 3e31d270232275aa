"""The stored form of a snapshot: plain JSON, exact, in one order, so that the same snapshot has the same hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cattrs import Converter
from cattrs.cols import is_namedtuple, namedtuple_dict_structure_factory, namedtuple_dict_unstructure_factory
from cattrs.errors import BaseValidationError

from reports.snapshot import VERSION, Snapshot
from tracker.domain.texts import Message, Multilingual


class UnreadableSnapshot(ValueError):
    """The stored form is of another version, or no snapshot at all."""


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as objects that JSON knows: numbers as text, fractions as `n/d`, dates in ISO 8601."""
    plain: dict[str, Any] = CONVERTER.unstructure(snapshot)
    return plain


def from_json(plain: dict[str, Any]) -> Snapshot:
    """The snapshot of a stored form. Raises UnreadableSnapshot for another version or a damaged form."""
    if plain.get("version") != VERSION:
        raise UnreadableSnapshot(f"version {plain.get('version')!r} instead of {VERSION}")
    try:
        return CONVERTER.structure(plain, Snapshot)
    except (BaseValidationError, ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableSnapshot("the stored form is damaged") from error


def to_bytes(snapshot: Snapshot) -> bytes:
    """The canonical form: keys in order, no spaces, and ASCII alone, so that any text can be written."""
    text = json.dumps(to_json(snapshot), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def from_bytes(stored: bytes) -> Snapshot:
    """The snapshot of its canonical form. Raises UnreadableSnapshot."""
    try:
        plain = json.loads(stored)
    except ValueError as error:
        raise UnreadableSnapshot("the stored form is no JSON") from error
    if not isinstance(plain, dict):
        raise UnreadableSnapshot("the stored form is no object")
    return from_json(plain)


def fingerprint(snapshot: Snapshot) -> str:
    """The SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(to_bytes(snapshot)).hexdigest()


def _written_fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _written_texts(value: Multilingual) -> dict[str, str]:
    return dict(sorted(value.texts.items()))


def _written_value(value: object) -> object:
    for name, (kind, write, _) in VALUES.items():
        if isinstance(value, kind):
            return {name: write(value)}
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"a sentence cannot keep {type(value).__name__}")


def _read_value(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    [(name, written)] = plain.items()
    return VALUES[name][2](written)


def _written_message(sentence: Message) -> dict[str, Any]:
    return {"msgid": sentence.msgid, "values": [[name, _written_value(value)] for name, value in sentence.values]}


def _read_message(plain: dict[str, Any]) -> Message:
    return Message(plain["msgid"], tuple((name, _read_value(value)) for name, value in plain["values"]))


# What may stand in a Message: its type is written beside it, because a sentence's places have none of their own.
VALUES: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "message": (Message, _written_message, _read_message),
    "texts": (Multilingual, _written_texts, Multilingual),
    "decimal": (Decimal, str, Decimal),
    "fraction": (Fraction, _written_fraction, Fraction),
    "moment": (datetime, datetime.isoformat, datetime.fromisoformat),
    "day": (date, date.isoformat, date.fromisoformat),
    "list": (
        tuple,
        lambda value: [_written_value(each) for each in value],
        lambda plain: tuple(map(_read_value, plain)),
    ),
}


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook_factory(is_namedtuple, namedtuple_dict_unstructure_factory)
    converter.register_structure_hook_factory(is_namedtuple, namedtuple_dict_structure_factory)
    for kind in (Decimal, Fraction, datetime, date):
        [(write, read)] = [(write, read) for known, write, read in VALUES.values() if known is kind]
        converter.register_unstructure_hook(kind, write)
        converter.register_structure_hook(kind, lambda plain, _, read=read: read(plain))
    converter.register_unstructure_hook(Multilingual, _written_texts)
    converter.register_structure_hook(Multilingual, lambda plain, _: Multilingual(plain))
    converter.register_unstructure_hook(Message, _written_message)
    converter.register_structure_hook(Message, lambda plain, _: _read_message(plain))
    converter.register_unstructure_hook(
        str | Multilingual, lambda name: name if isinstance(name, str) else _written_texts(name)
    )
    converter.register_structure_hook(
        str | Multilingual, lambda plain, _: plain if isinstance(plain, str) else Multilingual(plain)
    )
    return converter


CONVERTER = _converter()

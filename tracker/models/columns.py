"""Column types of our own: exact numbers, times in UTC, words from the vocabulary, texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.domain.texts import Multilingual


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal of any size: NUMERIC on PostgreSQL; text on SQLite, which would make a binary fraction of it."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class UtcTime(TypeDecorator[datetime]):
    """A moment with its zone, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Texts(TypeDecorator[Multilingual]):
    """A text per language, as a JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Multilingual | None, dialect: Dialect) -> Mapping[str, str] | None:
        return None if value is None else dict(value.texts)

    def process_result_value(self, value: Mapping[str, str] | None, dialect: Dialect) -> Multilingual:
        return Multilingual(value or {})


def word(kind: type[StrEnum], name: str | None = None) -> Enum:
    """A column that holds one word of the vocabulary; `name` tells two of one kind in a table apart."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        create_constraint=True,
        validate_strings=True,
        name=name or kind.__name__.lower(),
        values_callable=lambda words: [word.value for word in words],
    )

"""Texts in the languages of a plan, and sentences that are translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is shown; `missing` tells that it stands in for one in the language that was asked for."""

    text: str
    language: str
    missing: bool = False


@dataclass(frozen=True)
class Multilingual:
    """One text in several languages, keyed by language code; empty texts are left out."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {language: text for language, text in self.texts.items() if text.strip()}
        object.__setattr__(self, "texts", MappingProxyType(kept))

    def shown(self, language: str, default: str) -> Shown:
        """The text in `language`, else in `default`, else in any language, marked as missing."""
        if language in self.texts:
            return Shown(self.texts[language], language)
        for other in (default, *sorted(self.texts)):
            if other in self.texts:
                return Shown(self.texts[other], other, missing=True)
        return Shown("", language)

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.texts.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Multilingual) and dict(self.texts) == dict(other.texts)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named places, translated only where a person reads it.

    `msgid` is English and stands in the catalogues; `values` fill its `%(name)s` places after translation. A value may
    be a Decimal or a date: the reader's language decides how it is written.
    """

    msgid: str
    values: tuple[tuple[str, object], ...] = ()


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a text for the catalogues without translating it here."""
    return msgid


def message(msgid: str, **values: object) -> Message:
    """A Message with its values given by name."""
    return Message(msgid, tuple(values.items()))

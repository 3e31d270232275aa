"""The log: a line for each event, in words or as JSON, without what people wrote, who they are and where they went.

Messages are our own sentences. Of an error its class and its place in the code are told; its text only where it comes
from the system or names nothing but tables, for other texts repeat what was typed. Libraries' lines are told unfilled.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parent.parent
OURS = ("tracker", "reports")
FACTS = ("method", "route", "status", "ms", "job")
"""What a line may say besides its sentence: given as `extra` where it is written."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered, a random word that says nothing else."""


class Formatter(logging.Formatter):
    """What both ways of writing a line know of it."""

    def facts(self, record: logging.LogRecord) -> dict[str, object]:
        """All that is told of an event."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": said(record),
        }
        if request_id.get():
            told["request"] = request_id.get()
        told |= {name: vars(record)[name] for name in FACTS if name in vars(record)}
        if record.exc_info and record.exc_info[1]:
            told["errors"] = [described(error) for error in chain(record.exc_info[1])]
            told["trace"] = places(record.exc_info[1])
        return told


class Json(Formatter):
    """One JSON object a line, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.facts(record), ensure_ascii=False)


class Words(Formatter):
    """A line to read, and below it the places in the code where something failed."""

    def format(self, record: logging.LogRecord) -> str:
        told = self.facts(record)
        errors, trace = told.pop("errors", []), told.pop("trace", [])
        head = f"{told.pop('time')} {told.pop('level')} {told.pop('logger')}: {told.pop('message')}"
        more = " ".join(f"{name}={value}" for name, value in told.items())
        return "\n".join([f"{head} {more}".rstrip(), *_listed(errors), *_listed(trace)])


def _listed(lines: object) -> Iterator[str]:
    if isinstance(lines, list):
        yield from (f"    {line}" for line in lines)


FORMATS: dict[str, type[Formatter]] = {"json": Json, "text": Words}


class ToErrors(logging.StreamHandler[TextIO]):
    """Writes to wherever this process writes its errors just then."""

    def __init__(self, form: str) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(FORMATS[form]())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # never set
        return sys.stderr


def start(form: str) -> None:
    """Let everything that is logged in this process be written in one of FORMATS; requests only as JSON."""
    root = logging.getLogger()
    for before in [each for each in root.handlers if isinstance(each, ToErrors)]:
        root.removeHandler(before)
    root.addHandler(ToErrors(form))
    logging.captureWarnings(True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its lines of requests hold addresses; ours tell the route
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO if form == "json" else logging.WARNING)


def said(record: logging.LogRecord) -> str:
    """Our sentence with its facts; of a library the sentence alone: it may be filled with an address or a name."""
    if record.name.split(".")[0] not in OURS:
        return str(record.msg)
    arguments: Any = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(described(each) if isinstance(each, BaseException) else each for each in arguments)
    return str(record.msg) % arguments if arguments else str(record.msg)


def described(error: BaseException) -> str:
    """What an error is, without what somebody typed."""
    told = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, sqlite3.Error):
        return f"{told}: {inner}"
    if isinstance(inner, OSError) and inner.strerror:
        return f"{told}: {inner.strerror}"
    if getattr(inner, "sqlstate", None):
        where = getattr(inner, "diag", None)
        names = (getattr(where, f"{kind}_name", None) for kind in ("table", "column", "constraint"))
        return f"{told}: {' '.join(filter(None, (type(inner).__name__, inner.sqlstate, *names)))}"  # type: ignore[union-attr]  # of psycopg
    return told


def chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came of."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def places(error: BaseException) -> list[str]:
    """Where in the code an error went through, outermost first; no values of variables, no lines of text."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    path = Path(name)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name

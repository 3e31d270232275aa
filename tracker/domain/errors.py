"""What can go wrong with an act, named: each is one kind of answer on the web and one exit code on the command line."""

from __future__ import annotations

from tracker.domain.texts import Message


class TrackerError(Exception):
    """An act was refused; `message` says why in a sentence for the person who tried."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class NotFound(TrackerError):
    """There is no such thing, or none that this person may know of."""


class NotAllowed(TrackerError):
    """The person may see it but not do this."""


class AlreadyExists(TrackerError):
    """Something with this code or address is there already; `field` names the form field to mend."""

    def __init__(self, message: Message, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class RuleBroken(TrackerError):
    """A rule of the field forbids it; `field` names the form field to mend, empty where it concerns the whole."""

    def __init__(self, message: Message, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Unavailable(TrackerError):
    """Something that it needs cannot be reached at present: a key, a scanner, a disk."""


class Stale(TrackerError):
    """Somebody else changed it since the person opened it."""

"""Codes of six figures that change every 30 seconds (RFC 6238): the one module that knows the library behind them.

What a telephone and this installation both know is kept sealed with the key of the installation, so that the database
alone, or a copy of it, makes no codes.
"""

from __future__ import annotations

import logging
from datetime import datetime

from passlib.exc import TokenError
from passlib.totp import TOTP

STEP = 30
"""Seconds for which a code stands; the one before and the one after are taken too, since clocks differ."""

LOG = logging.getLogger(__name__)


def _factory(key: str, issuer: str = "NAP 1325") -> type[TOTP]:
    made: type[TOTP] = TOTP.using(issuer=issuer, secrets={"1": key})
    return made


def new_secret(key: str) -> str:
    """160 random bits, sealed with `key`."""
    return str(_factory(key).new().to_json(encrypt=True))


def readable(sealed: str, key: str) -> str:
    """A sealed secret as people type it into an app. Raises ValueError where another key sealed it."""
    return str(_factory(key).from_source(sealed).base32_key)


def address(sealed: str, key: str, *, email: str, site: str) -> str:
    """The otpauth: address that an app takes from a picture."""
    return str(_factory(key, issuer=site.replace(":", " ")).from_source(sealed).to_uri(email))


def code_at(sealed: str, key: str, at: datetime) -> str:
    """The code that the app shows at a moment."""
    return str(_factory(key).from_source(sealed).generate(at).token)


def counter_of(sealed: str, key: str, code: str, *, at: datetime, after: int) -> int | None:
    """The number of the 30 seconds that a code belongs to; None where it is wrong, too old, or not newer than `after`.

    `after` is the number of the code taken last: a code that somebody saw and typed again is refused.
    """
    try:
        totp = _factory(key).from_source(sealed)
    except ValueError:
        LOG.exception("a second factor was sealed with another key; its person needs a new one")
        return None
    try:
        return int(totp.match(code, time=at, window=STEP, last_counter=after or None).counter)
    except TokenError:
        return None

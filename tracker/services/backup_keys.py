"""The two halves of a back-up's key: the public one, which locks, and the secret one, which is kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyrage

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message


def recipients(texts: Iterable[str]) -> Sequence[Any]:
    """Public keys as age writes them (age1…, or a key of SSH). Raises RuleBroken for what is none."""
    return [_recipient(text.strip()) for text in texts]


def _recipient(text: str) -> Any:
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError:
        sentence = N_("This is no public key of age: %(key)s. It begins with age1; the tool age-keygen prints it.")
        raise RuleBroken(message(sentence, key=text[:80])) from None


def identities(path: Path) -> Sequence[Any]:
    """The secret keys in a file that age-keygen wrote, or in a file of SSH. Raises RuleBroken where there is none."""
    try:
        content = path.read_bytes()
        if content.startswith(b"-----BEGIN"):
            return [pyrage.ssh.Identity.from_buffer(content)]
        lines = (line.strip() for line in content.decode("ascii").splitlines())
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise RuleBroken(message(N_("The file %(name)s holds no secret key of age."), name=path.name))
    return found


def make() -> tuple[Any, Any]:
    """A pair for one moment: what locks and what opens."""
    secret = pyrage.x25519.Identity.generate()
    return secret.to_public(), secret

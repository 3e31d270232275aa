"""Settings: read once from the environment, checked together, with an embedded default for every one of them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent

LANGUAGES = ("en", "ru")
"""Languages of pages and reports whose catalogues are complete."""

PSEUDO_LANGUAGES = ("en-XA", "ar-XB")
"""Made-up languages for tests and screenshots: accented and long, and written from right to left."""


class WrongSettings(Exception):
    """One or more settings are wrong; the text has a line for each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations. Sizes in bytes, times in minutes where the name says so."""

    instance: Path
    database_url: str
    secret_key: str = field(repr=False)
    factor_key: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    max_upload: int = 25 * 1024 * 1024
    evidence_key_file: str = ""
    bucket: str = ""
    bucket_endpoint: str = ""
    bucket_region: str = "us-east-1"
    bucket_key_id: str = ""
    bucket_secret: str = field(default="", repr=False)
    scanner: str = ""
    idle_minutes: int = 30
    absolute_minutes: int = 12 * 60
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    pseudo_languages: bool = False
    log_format: str = "text"
    least_free: int = 500 * 1024 * 1024
    backup_days: int = 1
    testing: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES + (PSEUDO_LANGUAGES if self.pseudo_languages else ())

    @property
    def sealing_key(self) -> str:
        """What seals second factors: a key of its own, so that the secret of cookies can be changed by itself."""
        return self.factor_key or self.secret_key

    @property
    def address(self) -> str:
        """Where people reach it, as far as the settings know."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether people reach it by https, so that cookies may be bound to it."""
        return self.public_url.startswith("https://")

    @property
    def storage(self) -> Path:
        return self.instance / "storage"

    @property
    def key_file(self) -> Path:
        """Where the key lies that opens the keys of all evidence."""
        return Path(self.evidence_key_file) if self.evidence_key_file else self.instance / "evidence-key"

    @property
    def key_is_beside_data(self) -> bool:
        """Whether who takes the folder of the instance away has the files and their key."""
        return self.key_file.resolve().is_relative_to(self.instance.resolve())

    @property
    def queue(self) -> Path:
        return self.instance / "queue.sqlite"


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() else low - 1
        if not low <= number <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return number

    return read


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address such as https://tracker.example.org")
    return text.rstrip("/")


def _database(text: str) -> str:
    for short in ("postgres://", "postgresql://"):
        if text.startswith(short):
            return "postgresql+psycopg://" + text.removeprefix(short)
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    return tuple(host.strip() for host in text.split(",") if host.strip())


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return text == "1"


def _megabytes(high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        return _number(1, high)(text) * 1024 * 1024

    return read


def _log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError("must be text or json")
    return text


def _security(text: str) -> str:
    if text not in ("starttls", "tls", "none"):
        raise ValueError("must be starttls, tls or none")
    return text


def _mailbox(text: str) -> str:
    if parseaddr(text)[1].count("@") != 1 or any(sign in text for sign in "\r\n"):
        raise ValueError("must be an e-mail address such as tracker@example.org")
    return text


def _absolute(text: str) -> str:
    if not Path(text).is_absolute():
        raise ValueError("must be the whole path of a file, beginning with /")
    return text


def _scanner(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not (text.startswith("/") or (colon and host and port.isascii() and port.isdigit())):
        raise ValueError("must be the path of a socket, or host:port")
    return text


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "DATABASE_URL": ("database_url", _database),
    "SECRET_KEY": ("secret_key", _secret),
    "FACTOR_KEY": ("factor_key", _secret),
    "HOST": ("host", str),
    "PORT": ("port", _number(1, 65535)),
    "PUBLIC_URL": ("public_url", _address),
    "TRUSTED_HOSTS": ("trusted_hosts", _hosts),
    "PROXIES": ("proxies", _number(0, 5)),
    "MAX_UPLOAD_MB": ("max_upload", _megabytes(200)),
    "EVIDENCE_KEY_FILE": ("evidence_key_file", _absolute),
    "STORAGE_BUCKET": ("bucket", str),
    "STORAGE_ENDPOINT": ("bucket_endpoint", _address),
    "STORAGE_REGION": ("bucket_region", str),
    "STORAGE_KEY_ID": ("bucket_key_id", str),
    "STORAGE_SECRET": ("bucket_secret", str),
    "CLAMD": ("scanner", _scanner),
    "IDLE_MINUTES": ("idle_minutes", _number(5, 24 * 60)),
    "ABSOLUTE_MINUTES": ("absolute_minutes", _number(5, 24 * 60)),
    "SMTP_HOST": ("smtp_host", str),
    "SMTP_PORT": ("smtp_port", _number(1, 65535)),
    "SMTP_SECURITY": ("smtp_security", _security),
    "SMTP_USER": ("smtp_user", str),
    "SMTP_PASSWORD": ("smtp_password", str),
    "MAIL_FROM": ("mail_from", _mailbox),
    "PSEUDO_LANGUAGES": ("pseudo_languages", _switch),
    "LOG_FORMAT": ("log_format", _log_format),
    "LEAST_FREE_MB": ("least_free", _megabytes(1_000_000)),
    "BACKUP_DAYS": ("backup_days", _number(1, 90)),
}


SECRETS = {"secret_key": "secret-key", "factor_key": "factor-key"}
"""What is made at random on the first start, unless a setting gives it, and the file that keeps it."""


def make_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coming = path.with_name(path.name + ".new")
    handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(path)


def _kept_secret(instance: Path, name: str) -> str:
    path = instance / name
    if not path.exists():
        make_private(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises WrongSettings with a line for each setting that is wrong."""
    instance = Path(environment.get("INSTANCE_DIR") or ROOT / "instance").resolve()
    found: dict[str, object] = {}
    wrong = []
    for name, (attribute, read) in READERS.items():
        text = environment.get(name, "").strip()
        if not text:
            continue
        try:
            found[attribute] = read(text)
        except ValueError as error:
            wrong.append(f"{name} {error}")
    if "smtp_host" in found and not ("mail_from" in found and "public_url" in found):
        wrong.append("SMTP_HOST needs MAIL_FROM, the sender, and PUBLIC_URL, the address to which mails lead")
    if wrong:
        raise WrongSettings("\n".join(wrong))
    instance.mkdir(parents=True, exist_ok=True)
    found.setdefault("database_url", f"sqlite:///{instance / 'tracker.sqlite'}")
    for attribute, name in SECRETS.items():
        if attribute not in found:
            found[attribute] = _kept_secret(instance, name)
    return Settings(instance=instance, **found)  # type: ignore[arg-type]  # each reader gives its attribute's type

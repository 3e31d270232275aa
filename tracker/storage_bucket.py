"""A bucket of an S3-speaking server as the place where bytes lie; what is sealed is sealed before it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from config import Settings
from tracker.storage import Folder, Found, Place


class Bucket:
    """One bucket. The server has an object whole or not at all, and keeps it before it answers."""

    def __init__(self, store: S3Store) -> None:
        self.store = store

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        content = b"".join(chunks)
        try:
            obstore.put(self.store, name, content)
        except BaseError as error:
            raise OSError(f"the bucket does not take it: {error}") from None

    def read(self, name: str) -> Iterator[bytes]:
        try:
            found = obstore.get(self.store, name)
        except (NotFoundError, FileNotFoundError):
            raise FileNotFoundError(name) from None
        except BaseError as error:
            raise OSError(f"the bucket does not answer: {error}") from None
        return _pieces(found)

    def exists(self, name: str) -> bool:
        return self.age(name) is not None

    def age(self, name: str) -> float | None:
        try:
            facts = obstore.head(self.store, name)
        except (NotFoundError, FileNotFoundError):
            return None
        except BaseError as error:
            raise OSError(f"the bucket does not answer: {error}") from None
        return (datetime.now(UTC) - facts["last_modified"]).total_seconds()

    def remove(self, name: str) -> None:
        try:
            obstore.delete(self.store, name)
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise OSError(f"the bucket does not remove it: {error}") from None

    def found(self) -> Iterator[Found]:
        now = datetime.now(UTC)
        try:
            for batch in obstore.list(self.store):
                for each in batch:
                    yield Found(str(each["path"]), int(each["size"]), (now - each["last_modified"]).total_seconds())
        except BaseError as error:
            raise OSError(f"the bucket does not answer: {error}") from None


def _pieces(found: obstore.GetResult) -> Iterator[bytes]:
    """The bytes as they come; a line that breaks meanwhile is an OSError like any other."""
    try:
        for chunk in found.stream():
            yield bytes(chunk)
    except BaseError as error:
        raise OSError(f"the bucket broke off: {error}") from None


def place_of(settings: Settings) -> Place:
    """Where this installation keeps its files: the bucket that the settings name, else the folder of the instance."""
    if not settings.bucket:
        return Folder(settings.storage)
    options = {"timeout": "60s", "connect_timeout": "10s", "allow_http": settings.bucket_endpoint.startswith("http://")}
    return Bucket(
        S3Store(
            settings.bucket,
            endpoint=settings.bucket_endpoint or None,
            region=settings.bucket_region,
            access_key_id=settings.bucket_key_id,
            secret_access_key=settings.bucket_secret,
            client_options=options,  # type: ignore[arg-type]  # its types know fewer options than it has
        )
    )

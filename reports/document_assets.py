"""What a PDF may load: its own style, fonts and charts by their SHA-256, and nothing else in the world."""

from __future__ import annotations

import hashlib
from typing import NoReturn

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"


class ForeignAddress(ValueError):
    """A document asked for something that it did not bring along."""


class Assets(URLFetcher):  # type: ignore[misc]  # the library has no types
    """The only fetcher that WeasyPrint gets. `asked` records every address it was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.kept: dict[str, tuple[bytes, str]] = {}
        self.asked: list[str] = []

    def add(self, content: bytes, kind: str) -> str:
        """Keep content of a media type; its address, `asset:` and the SHA-256."""
        address = SCHEME + hashlib.sha256(content).hexdigest()
        self.kept[address] = (content, kind)
        return address

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The kept content of an address. Raises ForeignAddress for any other, which the renderer only logs."""
        self.asked.append(url)
        if url not in self.kept:
            self._refuse(url)
        content, kind = self.kept[url]
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def open(self, url: object, data: object = None, timeout: object = None) -> NoReturn:
        """The base class would go out through here; nothing does."""
        self._refuse(str(url))

    @property
    def foreign(self) -> tuple[str, ...]:
        """Addresses that were asked for and refused."""
        return tuple(url for url in self.asked if url not in self.kept)

    def check(self) -> None:
        """Raises ForeignAddress where the document asked for anything that it did not bring along."""
        if self.foreign:
            raise ForeignAddress(self.foreign[0])

    def _refuse(self, url: str) -> NoReturn:
        raise ForeignAddress(url)

"""Pages and style over a slow network: compressed, and kept by the browser until they change."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

TEXTS = ("text/html", "text/css", "text/javascript", "image/svg+xml", "application/json", "text/calendar", "text/csv")
SMALL = 1024
"""Bytes below which compressing gains nothing."""


def init_app(app: Flask) -> None:
    app.after_request(compress)
    app.url_defaults(lambda endpoint, values: name_version(app, endpoint, values))


def compress(response: Response) -> Response:
    """Compress what is text, whole and not compressed yet, for browsers that take it."""
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code == 200 and "Content-Encoding" not in response.headers
    if not is_whole or response.mimetype not in TEXTS or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALL:
        return response
    response.set_data(gzip.compress(content, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, is_weak = response.get_etag()
    if etag and not is_weak:
        response.set_etag(etag, weak=True)
    return response


def name_version(app: Flask, endpoint: str, values: dict[str, Any]) -> None:
    """Put a fingerprint into the address of a static file, so that a changed one is a new one for the browser."""
    if endpoint == "static" and app.static_folder:
        values.setdefault("v", _fingerprint(Path(app.static_folder) / values["filename"]))


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""

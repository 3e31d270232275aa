"""A line in the log for each request: the name of its route, how it was answered, how long it took; no address."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from flask import Flask, request

from tracker import logs
from tracker.web.identity import WITHOUT_PERSON

LOG = logging.getLogger(__name__)
ROUTE = "tracker.route"


class RequestLog:
    """Stands around the application, so that nothing which fails inside goes without its line."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as the application does, with the number of the request as a header."""
        name = secrets.token_hex(8)
        token = logs.request_id.set(name)
        began, status = perf_counter(), [500]

        def start(line: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            status[0] = int(line[:3])
            return start_response(line, [*headers, ("X-Request-Id", name)], *more)

        try:
            return self.inner(environ, start)
        finally:
            _tell(environ, status[0], round((perf_counter() - began) * 1000))
            logs.request_id.reset(token)


def _tell(environ: dict[str, Any], status: int, ms: int) -> None:
    route = environ.get(ROUTE) or "none"
    if route in WITHOUT_PERSON and status < 400:
        return  # asked all the time; told of only when they are refused
    method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"].isalpha() else "other"
    facts = {"method": method[:8], "route": route, "status": status, "ms": ms}
    LOG.info("answered", extra=facts)


def name_route() -> None:
    request.environ[ROUTE] = request.endpoint


def init_app(app: Flask) -> None:
    app.before_request_funcs.setdefault(None, []).insert(0, name_route)
    app.wsgi_app = RequestLog(app.wsgi_app)  # type: ignore[method-assign]

"""What Flask is told of the settings, and the headers that every answer carries."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from tracker.web.spool import SealingRequest

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

THIS_COMPUTER = ("localhost", "127.0.0.1", "[::1]")


def configure(app: Flask, settings: Settings) -> None:
    """Limits, cookies and the database address as Flask and its extensions want them."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings),
        MAX_CONTENT_LENGTH=settings.max_upload + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=trusted_hosts(settings),
        SESSION_COOKIE_NAME="__Host-tracker" if settings.secure else "tracker",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
        TESTING=settings.testing,
    )
    app.extensions["settings"] = settings
    app.request_class = SealingRequest
    app.json.sort_keys = True  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.jinja_env.globals["csp_nonce"] = nonce
    app.after_request(add)


def engine_options(settings: Settings) -> dict[str, object]:
    """What people wrote stands in no log; a server that was away is found again by itself, and not waited for long."""
    options: dict[str, object] = {"hide_parameters": True}
    if settings.database_url.startswith("postgresql"):
        options |= {"pool_pre_ping": True, "pool_timeout": 10, "connect_args": {"connect_timeout": 5}}
    return options


def trusted_hosts(settings: Settings) -> list[str] | None:
    """The names under which this site answers; None, which is any, where no setting says its name.

    The computer itself may always ask, for instance whether the site is up.
    """
    if settings.trusted_hosts:
        return list(settings.trusted_hosts)
    name = urlsplit(settings.public_url).hostname
    return [name, *THIS_COMPUTER] if name else None


def nonce() -> str:
    """A random word that allows our own script on this one page."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def let_the_page_ask() -> None:
    """Let the script of this one page send its form while the person writes."""
    g.asks = True


def add(response: Response) -> Response:
    """Add what every answer carries; a view that set a stricter header keeps it."""
    asks = "connect-src 'self'; " if "asks" in g else ""
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce()}'; style-src 'self'; img-src 'self' data:; "
        f"{asks}form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers.setdefault("Cache-Control", "no-store")
    return response

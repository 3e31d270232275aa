"""One commit, at the edge: a sent form is stored whole, once, and only when it was accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, redirect, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response as AnyResponse

from tracker.models.database import db, reading, release
from tracker.services import sending
from tracker.web.access import current_actor

View = TypeVar("View", bound=Callable[..., Any])

SAFE = ("GET", "HEAD", "OPTIONS")
NOT_PART = ("csrf_token", "form_key", "resumed")


def init_app(app: Flask) -> None:
    # Before everything that asks the database, also before the sign-in is looked up.
    app.before_request_funcs.setdefault(None, []).insert(0, choose)
    app.before_request(begin)
    app.after_request(finish)
    app.teardown_request(forget)


def takes_files(most: int) -> Callable[[View], View]:
    """Declare that the form of a view may bring several files, each as large as one may be."""

    def mark(view: View) -> View:
        view.takes_files = most  # type: ignore[attr-defined]  # a declaration travels with its view
        return view

    return mark


def choose() -> None:
    """Decide whether this request reads or writes, and receive its form whole: a slow sender then holds no lock."""
    g.reading = reading.set(request.method in SAFE)
    if request.method not in SAFE:
        view = current_app.view_functions.get(request.endpoint or "")
        request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"] * getattr(view, "takes_files", 1)
        if request.mimetype != "multipart/form-data":
            # The library limits the text of a form only where its parts come one by one.
            request.max_content_length = request.max_form_memory_size
        request.form  # noqa: B018 - reading it receives it


def begin() -> AnyResponse | None:
    """A form that was stored before gets its old answer."""
    actor = None if request.method in SAFE else current_actor()
    key = request.form.get("form_key", "")[:64] if actor else ""
    if not (actor and key):
        return None
    digest = form_digest()
    earlier = sending.earlier(actor.user, key)
    if earlier is None and "resumed" in request.form:
        return None  # it comes back after a new sign-in and is only drawn anew: it keeps its key
    if earlier is None:
        started = sending.start(actor.user, key, digest)
        if started is not None:
            g.sent = started
            return None
        earlier = sending.earlier(actor.user, key)
    if earlier is None:
        raise Conflict(_("This form is being stored by another request. Wait a moment and look whether it is there."))
    if earlier.digest != digest:
        raise Conflict(_("This form was sent before with other contents. Open it again to send new ones."))
    return redirect(earlier.answer, 303)


def form_digest() -> str:
    """SHA-256 over the fields and files of a form, without its tokens."""
    digest = hashlib.sha256(request.path.encode())
    for name, value in sorted(request.form.items(multi=True)):
        if name not in NOT_PART:
            digest.update(repr((name, value)).encode())
    for name, file in request.files.items(multi=True):
        digest.update(repr((name, file.filename)).encode())
        for chunk in _chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: FileStorage) -> Iterable[bytes]:
    while chunk := file.stream.read(1024 * 1024):
        yield chunk
    file.stream.seek(0)


def finish(response: Response) -> Response:
    """Commit what an accepted form changed, roll everything else back, then do what was to be done afterwards."""
    if request.method in SAFE or response.status_code >= 400:
        release()
    else:
        if "sent" in g:
            g.sent.answer = response.headers.get("Location", request.path)
        db.session.commit()
    for act in g.pop("afterwards", ()):
        act()
    return response


def afterwards(act: Callable[[], None]) -> None:
    """Do something after the request's transaction has ended, in one of its own: wake the worker, log a download."""
    g.setdefault("afterwards", []).append(act)


def record_afterwards(record: Callable[[], None]) -> None:
    """Enter a look in the record of acts, once the request's own transaction, which only reads, is over."""

    def act() -> None:
        token = reading.set(False)
        try:
            record()
            db.session.commit()
        finally:
            reading.reset(token)

    afterwards(act)


def only_redrawn() -> None:
    """A button that only draws the form anew, with one row more: nothing is stored, and the form keeps its key."""
    db.session.rollback()
    g.pop("sent", None)


def forget(_error: BaseException | None) -> None:
    release()
    if "reading" in g:
        reading.reset(g.pop("reading"))

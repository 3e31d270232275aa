"""A sign-in that ended in the middle of a form: what was typed is carried through the new sign-in.

Only a form that our own page sent is carried (its token was checked before), only for the person whose page it was, and
only back to the address it was sent to; the sealed text cannot be made or changed by anybody else. Nothing is stored
before the person presses the button on the page that follows the sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Length

from tracker.models.people import User
from tracker.services import second_factors
from tracker.web import identity
from tracker.web.forms import Needed, TrackerForm

KEPT_SECONDS = 12 * 60 * 60
NEVER_CARRIED = ("csrf_token", "carried", "resumed", "factor_code", "credential")


class SignInForm(TrackerForm):
    """E-mail and password; the hidden fields say where to go afterwards."""

    email = EmailField(
        _l("E-mail"),
        [Needed(_l("Enter your e-mail.")), Length(max=255, message=_l("This e-mail is too long."))],
        render_kw={"autocomplete": "username", "spellcheck": "false", "dir": "ltr"},
    )
    password = PasswordField(
        _l("Password"), [Needed(_l("Enter your password."))], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
    carried = HiddenField()


class CodeForm(TrackerForm):
    """The second step of signing in."""

    factor_code = StringField(
        _l("Code"),
        [Needed(_l("Enter the code.")), Length(max=40, message=_l("This is not a code."))],
        description=_l("Six figures from the app on your telephone, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "dir": "ltr", "autocapitalize": "none"},
    )
    next = HiddenField()
    carried = HiddenField()


class ConfirmForm(CodeForm):
    """To show again that it is you; the code only where there is a second factor."""

    password = PasswordField(
        _l("Password"), [Needed(_l("Enter your password."))], render_kw={"autocomplete": "current-password"}
    )

    def __init__(self, *, has_factor: bool, **more: Any) -> None:
        super().__init__(**more)
        if not has_factor:
            del self.factor_code


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that waits for its person: where it was sent, its fields, and the names of files to choose again."""

    to: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    owner: str


def is_local(target: str) -> bool:
    """Whether an address stays on this site: a path alone, without anything that a browser reads as another host."""
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def ask_to_sign_in() -> Response | tuple[str, int]:
    """The answer to a guarded address when nobody is signed in."""
    here = request.full_path.rstrip("?")
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("account.sign_in", next=here), 303)
    form = SignInForm(formdata=None)
    form.carried.data = _sealed(here) if identity.owner() and request.method == "POST" else ""
    return sign_in_page(form), 401


def sign_in_page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form, ended=identity.has_ended())


def ask_for_factor(person: User) -> Response | tuple[str, int]:
    """The answer to a guarded address before a needed second factor was shown in this sign-in."""
    if second_factors.has_any(person):
        return ask_to_confirm()
    return redirect(url_for("factors.show"), 303)


def ask_to_confirm() -> Response | tuple[str, int]:
    """The answer to an address that weighs much, or needs a second factor: show first that it is you."""
    here = request.full_path.rstrip("?")
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("factors.confirm", next=here), 303)
    form = confirm_form(formdata=None)
    form.carried.data = _sealed(here)
    return confirm_page(form), 401


def confirm_form(**more: Any) -> ConfirmForm:
    person = identity.person()
    return ConfirmForm(has_factor=person is not None and second_factors.has_any(person), **more)


def confirm_page(form: ConfirmForm) -> str:
    return render_template("account/confirm.html", form=form)


def code_page(form: CodeForm) -> str:
    return render_template("account/code.html", form=form)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="carried form")


def _sealed(to: str) -> str:
    fields = [(name, value) for name, value in request.form.items(multi=True) if may_be_carried(name)]
    files = [file.filename for file in request.files.values() if file.filename]
    return str(_serializer().dumps({"to": to, "fields": fields, "files": files, "owner": identity.owner()}))


def may_be_carried(name: str) -> bool:
    """Whether a field holds what a person wrote, and no secret of theirs or ours."""
    return name not in NEVER_CARRIED and "password" not in name


def opened(sealed: str) -> Carried | None:
    """The form behind a sealed text; None where we did not make it, it is too old, or another person typed it."""
    try:
        said: dict[str, Any] = _serializer().loads(sealed, max_age=KEPT_SECONDS)
    except BadSignature:
        return None
    carried = Carried(said["to"], tuple((n, v) for n, v in said["fields"]), tuple(said["files"]), said["owner"])
    return carried if carried.owner == identity.owner() and is_local(carried.to) else None


def local(target: str | None) -> str:
    """An address of this site to go on to; the first page where there is none or it would lead elsewhere."""
    return target if target and is_local(target) else url_for("home.show")


def go_on(target: str | None, sealed: str | None, page: str = "account/carried.html") -> Response | str:
    """The answer once somebody showed who they are: the page with the form that waited for it, or where they wanted."""
    carried = opened(sealed or "")
    if carried is not None:
        return render_template(page, carried=carried)
    if sealed:
        flash(_("The text from before belonged to another sign-in and was not kept."), "warning")
    return redirect(local(target), 303)

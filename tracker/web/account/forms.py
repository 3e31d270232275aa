"""The forms of one's own account."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, StringField
from wtforms.validators import Length, ValidationError

from tracker.domain.errors import RuleBroken
from tracker.services import passwords
from tracker.web.forms import Needed, TrackerForm
from tracker.web.languages import spoken

NEW = {"autocomplete": "new-password"}


class NewPasswordForm(TrackerForm):
    """A new password, typed twice because it cannot be seen."""

    password = PasswordField(
        _l("New password"),
        [Needed(_l("Enter a password."))],
        description=_l("At least 12 characters, any you like. Three or four words are easy to keep."),
        render_kw=NEW,
    )
    password_again = PasswordField(
        _l("The new password again"), [Needed(_l("Enter the password again."))], render_kw=NEW
    )

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        self.words = list(words)  # that stand for whose password it is to be

    def validate_password(self, field: Field) -> None:
        try:
            passwords.check(field.data or "", self.words)
        except RuleBroken as error:
            raise ValidationError(spoken(error.message)) from None

    def validate_password_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords are not the same."))


class AppForm(TrackerForm):
    """The first code of a new app shows that it was set up well."""

    factor_code = StringField(
        _l("Code that the app shows now"),
        [Needed(_l("Enter the code.")), Length(max=12, message=_l("This is not a code."))],
        description=_l("Six figures. They change every 30 seconds."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
    )


class ChangePasswordForm(NewPasswordForm):
    """Whoever changes a password shows that they know the one before."""

    current_password = PasswordField(
        _l("Current password"),
        [Needed(_l("Enter your current password."))],
        render_kw={"autocomplete": "current-password"},
    )

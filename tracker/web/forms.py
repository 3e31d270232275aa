"""What forms share: numbers as people write them, texts in a plan's languages, clean input, refusals at a field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from flask import flash, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, Form, FormField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import TextInput

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.texts import Multilingual
from tracker.domain.values import parse_number, written
from tracker.models.plan import Plan
from tracker.web.languages import NAMES, chosen, direction, spoken

SHORT, LONG = 300, 20_000
KEPT_CONTROLS = "\n\t"


def clean(text: str | None) -> str:
    """Text without what no file format can carry: controls, half characters, invisible direction overrides."""
    if not text:
        return ""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in KEPT_CONTROLS or not _is_unusable(c)).strip()


def one_line(text: str | None) -> str:
    """Clean text of a field of one line: breaks and tabs, which only a made-up form sends there, are spaces."""
    return " ".join(clean(text).replace("\t", " ").split("\n"))


def _is_unusable(character: str) -> bool:
    point = ord(character)
    is_override = 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069
    is_nothing = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return is_override or is_nothing or unicodedata.category(character) in ("Cc", "Cs")


class TrackerForm(FlaskForm):
    """A form of ours: every text is cleaned at the door, and a service's refusal lands at the field it concerns."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters = [*unbound_field.kwargs.get("filters", []), *options.pop("filters", [])]
            kind = unbound_field.field_class
            if issubclass(kind, (StringField, TextAreaField)) and not issubclass(kind, PasswordField):
                filters.append(clean if issubclass(kind, TextAreaField) else one_line)  # passwords hold anything
            return unbound_field.bind(form=form, filters=filters, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Not yet valid where a form comes back after a new sign-in: it is shown once more, with what was typed."""
        is_valid = bool(super().validate(extra_validators))
        if "resumed" not in request.form:
            return is_valid
        if "is_resumed" not in g:
            g.is_resumed = True
            flash(_("This is what you typed; it is not stored yet. Choose files again, then send it."), "info")
        return False

    @staticmethod
    def is_resumed() -> bool:
        """Whether it comes back after a new sign-in, to be shown and not yet to be judged."""
        return "resumed" in request.form

    def refuse(self, error: RuleBroken | AlreadyExists) -> None:
        """Show why a service refused, at its field, or on top where it concerns the whole form."""
        name, _dot, part = error.field.partition(".")
        field = self._fields.get(name)
        if isinstance(field, FormField):
            field = field.form._fields.get(part) or next(iter(field))
        if field is None:
            self.form_errors.append(spoken(error.message))
        else:
            field.errors = [*field.errors, spoken(error.message)]


class NumberField(Field):
    """An exact number, written as the page's language writes numbers; what was typed stays when it is wrong."""

    widget = TextInput()

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        percent: bool = False,
        decimals: int | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, validators, **more)
        self.typed: str | None = None
        self.percent = percent
        self.decimals = decimals

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return written(self.data, _language()) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.typed = str(valuelist[0])
        self.data: Decimal | None = None
        if not self.typed.strip():
            return
        try:
            self.data = parse_number(self.typed, _language(), decimals=self.decimals, percent=self.percent)
        except RuleBroken as error:
            raise ValueError(spoken(error.message)) from None


def _language() -> str:
    return chosen().split("-")[0]


class LanguageTexts(Form):
    """One control a language; made for the languages of a plan by `texts`."""


def texts(
    label: Any, plan: Plan | Iterable[str], *, long: bool = False, required: bool = False, **more: Any
) -> FormField[LanguageTexts]:
    """A field for one text in each language of a plan. `required` asks for the plan's default language only."""
    codes = list(plan.languages) if isinstance(plan, Plan) else list(plan)
    first = plan.default_language if isinstance(plan, Plan) else codes[0]
    kind = TextAreaField if long else StringField
    limit = LONG if long else SHORT
    fields: dict[str, Any] = {}
    for code in codes:
        checks: list[Any] = [
            Length(max=limit, message=lazy_gettext("This text is too long: at most %(n)s characters.", n=limit))
        ]
        checks.insert(0, Needed() if required and code == first else Optional())
        fields[code] = kind(NAMES.get(code, code), checks, filters=[clean if long else one_line])
    return FormField(type("LanguageTexts", (LanguageTexts,), fields), label, **more)


class Needed:
    """Refuses an empty field in one plain sentence."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if field.errors:
            return  # what was typed could not be read, and that is said already
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(str(self.message or _("Please fill this in.")))


def multilingual(field: FormField[Any]) -> Multilingual:
    """What was typed into a `texts` field."""
    return Multilingual({code: text or "" for code, text in field.data.items() if code != "csrf_token"})


def fill(field: FormField[Any], text: Multilingual | None) -> None:
    """Show a stored text in a `texts` field."""
    for code, control in field.form._fields.items():
        control.data = (text or Multilingual()).texts.get(code, "")


def language_rows(plan: Plan | Iterable[str]) -> list[tuple[str, str, str]]:
    """(code, name, direction) of a plan's languages, for the multilingual component."""
    codes = plan.languages if isinstance(plan, Plan) else plan
    return [(code, NAMES.get(code, code), direction(code)) for code in codes]

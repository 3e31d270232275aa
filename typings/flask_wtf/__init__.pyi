# What we use of Flask-WTF, which ships no types.
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from wtforms import Form
from wtforms.meta import DefaultMeta

from .csrf import CSRFProtect as CSRFProtect

class FlaskForm(Form):
    class Meta(DefaultMeta): ...

    def __init__(
        self,
        formdata: Any = ...,
        obj: object | None = ...,
        prefix: str = ...,
        data: Mapping[str, Any] | None = ...,
        meta: Mapping[str, Any] | None = ...,
        **kwargs: Any,
    ) -> None: ...
    def is_submitted(self) -> bool: ...
    def validate_on_submit(self, extra_validators: Any = ...) -> bool: ...
    def hidden_tag(self, *fields: str) -> Markup: ...

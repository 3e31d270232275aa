"""The features, one folder each; none knows another."""

from __future__ import annotations

from flask import Blueprint, Flask

from tracker.web.account.views import blueprint as account
from tracker.web.help.views import blueprint as help_
from tracker.web.home.views import blueprint as home

BLUEPRINTS: tuple[Blueprint, ...] = (account, home, help_)


def register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)

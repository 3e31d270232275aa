"""The application, put together."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from config import ROOT, Settings
from tracker import jobs
from tracker.models import database
from tracker.web import (
    access,
    compression,
    errors,
    features,
    figures,
    headers,
    identity,
    languages,
    pages,
    refusals,
    request_log,
    transaction,
)


def create_app(settings: Settings) -> Flask:
    """The application for these settings; it opens no connection before the first request."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "tracker" / "static"))
    headers.configure(app, settings)
    compression.init_app(app)
    database.init_app(app)
    Migrate(app, database.db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    languages.init_app(app, settings)
    identity.init_app(app, settings)
    transaction.init_app(app)
    access.init_app(app)
    refusals.init_app(app)
    pages.init_app(app)
    figures.init_app(app)
    errors.init_app(app)
    jobs.init_app(app, settings)
    features.register(app)
    request_log.init_app(app)
    return app

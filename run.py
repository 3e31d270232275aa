"""Starts the application: `python run.py` for one computer, `gunicorn run:app` behind a web server."""

from __future__ import annotations

import signal
import subprocess
import sys

from config import ROOT, WrongSettings, read_settings
from tracker import logs
from tracker.app import create_app
from tracker.models import database
from tracker.services import schema

try:
    settings = read_settings()
except WrongSettings as error:
    sys.exit(f"These settings are wrong:\n{error}")
logs.start(settings.log_format)
app = create_app(settings)
with app.app_context():
    if fault := schema.unknown():
        sys.exit(fault)
    database.db.session.remove()
    database.db.engine.dispose()  # no connection may be shared by the processes that are made of this one


def greet() -> None:
    """Print how the database is set, where the pages are, and the demonstration accounts where there are some."""
    with app.app_context():
        in_force = database.settings_in_force()
    if in_force:
        print("SQLite:", ", ".join(f"{name} {value}" for name, value in in_force.items()))  # noqa: T201
    print(f"\nThe tracker is at http://{settings.host}:{settings.port}/  (stop it with Ctrl+C)")  # noqa: T201
    accounts = settings.instance / "demo-accounts.csv"
    if accounts.exists():
        print(f"Demonstration accounts, from {accounts}:\n{accounts.read_text(encoding='utf-8')}")  # noqa: T201


def serve() -> None:
    """Serve pages, with a worker beside for what takes longer than a page may."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the worker ends too
    command = [sys.executable, "-m", "tracker.cli", "worker"]
    with subprocess.Popen(command, cwd=ROOT) as worker:  # noqa: S603 - our own
        try:
            app.run(settings.host, settings.port, threaded=True)
        finally:
            worker.terminate()


if __name__ == "__main__":
    greet()
    serve()

"""Starts the application: `python run.py` for one computer, `gunicorn run:app` behind a web server."""

from __future__ import annotations

from config import read_settings
from tracker.app import create_app

settings = read_settings()
app = create_app(settings)

if __name__ == "__main__":
    app.run(settings.host, settings.port, threaded=True)

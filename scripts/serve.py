"""Bring the database up to date, load the demonstration plan where it is not there, and serve.

All in one process, since most of a start is spent on importing the application; run.py starts the worker beside it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.umask(0o077)  # whatever is made here is for this account alone

from flask_migrate import upgrade  # noqa: E402 - after the path

import run  # noqa: E402
from tracker.cli import main as tracker  # noqa: E402

if __name__ == "__main__":
    with run.app.app_context():
        upgrade()
    tracker(["evidence", "seal"], standalone_mode=False)
    tracker(["demo"], standalone_mode=False)
    run.greet()
    run.serve()

"""Work outside the request: a Job row is the truth, the queue only wakes the worker."""

from __future__ import annotations

from flask import Flask

from config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the queue."""

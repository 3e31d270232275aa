"""Prints what every address declares, for access.txt: read the difference before it is kept."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from config import Settings
from tests.web.test_access import declarations
from tracker.app import create_app

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), database_url=f"sqlite:///{folder}/none.sqlite", secret_key="-" * 32)
        sys.stdout.write("\n".join(declarations(create_app(settings))) + "\n")

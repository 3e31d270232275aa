"""Measure on the demonstration plan: every page that each role can reach, then the files of a report.

Prints the slowest, the heaviest and the most asking pages, and time and memory of each file. Nothing is judged here:
the budgets are tests. The database is a new one in a folder that is thrown away.
"""

from __future__ import annotations

import csv
import gzip
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PAGES_PER_ROLE = 80
TIMES = 5


@dataclass(frozen=True)
class Page:
    role: str
    path: str
    milliseconds: float
    bytes_sent: int
    queries: int


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"INSTANCE_DIR": folder}
        os.environ.pop("DATABASE_URL", None)
        run("flask", "--app", "run", "db", "upgrade")
        seconds = run("tracker", "demo")
        print(f"Loading the demonstration plan: {seconds:.1f} s\n")
        pages = list(visits(Path(folder) / "demo-accounts.csv"))
        print(f"{len(pages)} pages; median {statistics.median(page.milliseconds for page in pages):.0f} ms\n")
        show("Slowest", "ms", pages, lambda page: page.milliseconds)
        show("Heaviest, compressed", "kB", pages, lambda page: page.bytes_sent / 1000)
        show("Most queries", "", pages, lambda page: page.queries)
        measure_files()


def run(program: str, *words: str) -> float:
    began = time.perf_counter()
    subprocess.run([ROOT / ".venv" / "bin" / program, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def visits(accounts: Path) -> Iterator[Page]:
    """Every page that a link leads to, for each role of the demonstration plan."""
    from run import app

    with accounts.open(encoding="utf-8") as lines:
        people = {line["role"]: line for line in csv.DictReader(lines)}
    for role, person in people.items():
        client = app.test_client()
        sign_in(client, person)
        yield from walk(app, client, role)


def sign_in(client: Any, person: dict[str, str]) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").get_data(as_text=True))
    sent = {"csrf_token": token[1] if token else "", "email": person["email"], "password": person["password"]}
    answer = client.post("/sign-in", data=sent)
    if answer.status_code != 302:
        sys.exit(f"{person['role']} could not sign in: {answer.status}")


def walk(app: Any, client: Any, role: str) -> Iterator[Page]:
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < PAGES_PER_ROLE:
        path = waiting.pop(0)
        page, html = visit(app, client, role, path)
        if html:
            yield page
        for link in re.findall(r'<a[^>]* href="([^"#?]+)', html):
            target = urlsplit(urljoin(path, link)).path
            if target not in seen and "//" not in link:
                seen.add(target)
                waiting.append(target)


def visit(app: Any, client: Any, role: str, path: str) -> tuple[Page, str]:
    times, html, queries = [], b"", 0
    for _ in range(TIMES):
        with counted(app) as asked:
            began = time.perf_counter()
            answer = client.get(path, follow_redirects=True)
            times.append((time.perf_counter() - began) * 1000)
        queries = len(asked)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            return Page(role, path, times[0], 0, queries), ""
        html = answer.data
    return Page(role, path, statistics.median(times), len(gzip.compress(html)), queries), html.decode()


@contextmanager
def counted(app: Any) -> Iterator[list[str]]:
    from sqlalchemy import event

    from tracker.models.database import db

    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def show(title: str, unit: str, pages: list[Page], by: Any) -> None:
    print(title)
    for page in sorted(pages, key=by, reverse=True)[:8]:
        print(f"  {by(page):8.1f} {unit:3} {page.role:15} {page.path}")
    print()


def measure_files() -> None:
    """Draw each file of the newest edition in a process of its own."""
    print("Files of the newest edition")
    for language in ("en", "ru"):
        for kind in ("workbook", "document"):
            child = os.fork()
            if child == 0:
                draw(kind, language)
                os._exit(0)
            os.waitpid(child, 0)


def draw(kind: str, language: str) -> None:
    from sqlalchemy import select

    from reports.document import document
    from reports.workbook import workbook
    from run import app
    from tracker.models.database import db
    from tracker.models.reporting import Edition
    from tracker.services import drafting

    with app.app_context():
        edition = db.session.scalars(select(Edition).order_by(Edition.id.desc())).first()
        if edition is None:
            return
        snapshot = drafting.snapshot_of(edition)
    began = time.perf_counter()
    made = {"workbook": workbook, "document": document}[kind](snapshot, language)
    seconds, memory = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {kind:9} {language}: {seconds:5.1f} s, {len(made) / 1000:6.0f} kB, peak {memory:.0f} MiB", flush=True)


if __name__ == "__main__":
    main()

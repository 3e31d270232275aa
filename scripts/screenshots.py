"""Pictures for the README, made anew from the demonstration plan: pages by Chromium, paper by Poppler, LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.installation import Installation  # noqa: E402 - found from the root, which is added above

OUT = ROOT / "docs" / "screenshots"
PROGRAMS = ("node", "chromium", "pdftoppm", "pdftotext", "soffice")
LARGEST = 150 * 1024
WHOLE = ["-scale-to", "900"]
CORNER = ["-r", "150", "-x", "100", "-y", "140", "-W", "1150", "-H", "500"]


def main() -> None:
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        sys.exit(f"These programs are missing: {', '.join(missing)}")
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        place = Installation(Path(folder))
        place.migrate()
        place.tracker("demo")
        place.start()
        try:
            photograph(place)
        finally:
            place.stop()
        print_out(place, Path(folder) / "files")
    if large := [path.name for path in OUT.iterdir() if path.stat().st_size > LARGEST]:
        sys.exit(f"Larger than {LARGEST // 1024} KB: {', '.join(large)}")


def photograph(place: Installation) -> None:
    """The pages, as people of the demonstration plan see them."""
    told = {"SERVER": place.address, "ACCOUNTS": str(place.accounts), "OUT": str(OUT)}
    subprocess.run(
        ["node", "screenshots.mjs"], cwd=ROOT / "tests" / "browser", env={**os.environ, **told}, check=True, timeout=300
    )


def print_out(place: Installation, folder: Path) -> None:
    """A page of the PDF, and a sheet of the workbook as LibreOffice prints it."""
    place.tracker("report", "files", "demo-kz", "--edition", "1", "--out", str(folder))
    pdf = next(folder.glob("*en*.pdf"))
    draw(pdf, 1, "pdf-cover", WHOLE)
    draw(pdf, page_with(pdf, "1.2a Women trained"), "pdf-pillar", WHOLE)
    workbook = next(folder.glob("*en*.xlsx"))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder / "sheets"), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheets = folder / "sheets" / f"{workbook.stem}.pdf"
    draw(sheets, page_with(sheets, "Value in words"), "workbook", CORNER)


def page_with(pdf: Path, words: str) -> int:
    """The number of the first page that has these words."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    return next(number for number, page in enumerate(text.split("\f"), start=1) if words in page)


def draw(pdf: Path, page: int, name: str, part: list[str]) -> None:
    command = ["pdftoppm", "-singlefile", "-f", str(page), "-png", *part, str(pdf), str(OUT / name)]
    subprocess.run(command, check=True, timeout=60)


if __name__ == "__main__":
    main()

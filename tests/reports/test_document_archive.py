"""Someone keeps the PDF of a report for years and finds in it what it is, and the figures to work with."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import page
import pikepdf
import pydyf  # type: ignore[import-untyped]
import pytest

from reports.document import document
from reports.document_archive import UNCLEAR, Finish, SourceData, finished
from reports.workbook import workbook
from tests.reports import samples


@pytest.fixture(scope="module", params=["en", "ar"])
def issued(request: pytest.FixtureRequest) -> tuple[bytes, SourceData]:
    """A small report with its workbook inside."""
    source = SourceData("plan_2023_edition-1.xlsx", workbook(samples.single(), request.param))
    return document(samples.single(), request.param, source=source), source


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_with_its_source_data_inside_it_is_accessible_and_will_last(
    issued: tuple[bytes, SourceData], profile: str
) -> None:
    assert page.validate_pdf_bytes(issued[0], profile=profile).failures == []


def test_the_workbook_inside_is_the_issued_one_byte_for_byte(issued: tuple[bytes, SourceData]) -> None:
    pdf, source = issued
    with pikepdf.open(BytesIO(pdf)) as read:
        [(name, held)] = read.attachments.items()
        assert (name, held.get_file().read_bytes()) == (source.name, source.content)
        assert held.description
        [associated] = read.Root["/AF"]
        assert str(associated.AFRelationship) == "/Source"
        assert str(associated.EF.F.Params.ModDate).startswith("D:20240315163000")


def test_both_standards_are_named_in_metadata_that_need_no_unpacking(issued: tuple[bytes, SourceData]) -> None:
    pdf, _ = issued
    assert b'pdfuaid:part="1"' in pdf
    with pikepdf.open(BytesIO(pdf)) as read, read.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("3A", "1")


def test_the_same_snapshot_and_workbook_give_the_same_bytes(issued: tuple[bytes, SourceData]) -> None:
    pdf, source = issued
    with pikepdf.open(BytesIO(pdf)) as read:
        language = str(read.Root.Lang)
    assert document(samples.single(), language, source=source) == pdf


class Packed:
    """Stands for a laid-out report: what it packs last ends unclearly until it is padded a second time."""

    def __init__(self) -> None:
        self.tries = 0

    def write_pdf(self, finisher: Finish, **_options: Any) -> bytes:
        self.tries += 1
        return UNCLEAR if finisher.padding < 2 else b"clear"


def test_no_packed_part_of_the_file_ends_so_that_its_length_is_unclear() -> None:
    unlucky = next(text for n in range(100_000) if zlib.compress(text := b"%d" % n, 9).endswith(b"\r"))
    pdf = pydyf.PDF()
    metadata = pydyf.Stream([b"<rdf:RDF></rdf:RDF>"])
    for each in (metadata, pydyf.Stream([unlucky], compress=True), pydyf.Stream([b"lucky"], compress=True)):
        pdf.add_object(each)
    pdf.catalog["Metadata"] = metadata.reference
    Finish(samples.CUT_OFF)(None, pdf)
    written = BytesIO()
    pdf.write(written)
    assert UNCLEAR not in written.getvalue()
    with pikepdf.open(written) as read:
        held = [each.read_bytes() for each in read.objects if isinstance(each, pikepdf.Stream)]
    assert held[1:] == [unlucky, b"lucky"]

    report = Packed()
    assert finished(report, Finish(samples.CUT_OFF)) == b"clear"
    assert report.tries == 3

"""What makes a PDF last and speak to everybody: PDF/A-3a and PDF/UA-1 at once, with its source data inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

import pydyf  # type: ignore[import-untyped]

from reports.document_fonts import name_every_glyph

VARIANT = "pdf/a-3a"
"""The renderer takes one variant; PDF/UA is said beside it when the file is finished."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
END = b"</rdf:RDF>"
UNIVERSAL = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
    b'<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""ISO 19005 wants every schema described that it does not know itself; PDF/UA's is one."""

UNCLEAR = b"\r\nendstream"
"""Here a checker cannot tell whether the first byte is the last one of the data, and takes the length for wrong."""
MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class SourceData:
    """A file that goes with the report inside the PDF: the workbook of the same figures, byte for byte."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Finish:
    """The last hand on a PDF before its bytes are written; `moment` is the date of the file inside.

    `described` says what that file is. `padding` empty objects change nothing but the bytes of what the renderer
    packs itself at the very end.
    """

    moment: datetime
    source: SourceData | None = None
    described: str = ""
    padding: int = 0

    def __call__(self, _document: object, pdf: pydyf.PDF) -> None:
        name_every_glyph(_document, pdf)
        _identify(pdf)
        _name_scopes(pdf)
        if self.source is not None:
            _embed(pdf, self.source, self.described, self.moment)
        for _ in range(self.padding):
            pdf.add_object(pydyf.Dictionary())
        _pack(pdf)


def finished(laid_out: Any, finish: Finish, **options: object) -> bytes:
    """The bytes of a laid-out report, in which no stream ends unclearly; nearly always found at the first try."""
    for padding in range(MOST_TRIES):
        written: bytes = laid_out.write_pdf(finisher=replace(finish, padding=padding), **options)
        if UNCLEAR not in written:
            break
    return written


def _identify(pdf: pydyf.PDF) -> None:
    """Say PDF/UA-1 beside PDF/A-3a, in plain bytes: an archive must read them without unpacking anything."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    written = b"\n".join(metadata.stream)
    if written.count(END) != 1:
        raise ValueError("the metadata are not of the form that the renderer writes")
    metadata.stream = [written.replace(END, UNIVERSAL + END)]
    metadata.compress = False


def _name_scopes(pdf: pydyf.PDF) -> None:
    """Say of each head of a table whether it is a column's or a row's; the renderer gives it only a name."""
    for head in _heads(pdf):
        group = _object(pdf, _object(pdf, head["P"])["P"])
        head["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _heads(pdf: pydyf.PDF) -> Iterator[Any]:
    return (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("S") == "/TH")


def _embed(pdf: pydyf.PDF, source: SourceData, described: str, moment: datetime) -> None:
    """Put the file in as the document's source data (ISO 19005-3, Annex E); its dates are the cut-off's."""
    on = pydyf.String(moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    checksum = md5(source.content, usedforsecurity=False).hexdigest()
    parts = {"Size": len(source.content), "CheckSum": f"<{checksum}>", "CreationDate": on, "ModDate": on}
    extra = {"Type": "/EmbeddedFile", "Subtype": "/" + WORKBOOK.replace("/", "#2f"), "Params": pydyf.Dictionary(parts)}
    stream = pydyf.Stream([source.content], pydyf.Dictionary(extra))
    pdf.add_object(stream)
    held = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
    entry = {"Type": "/Filespec", "F": pydyf.String(source.name), "UF": pydyf.String(source.name), "EF": held}
    entry |= {"Desc": pydyf.String(described), "AFRelationship": "/Source"}
    listed = pydyf.Dictionary(entry)
    pdf.add_object(listed)
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String(source.name), listed.reference])})
    pdf.catalog["AF"] = pydyf.Array([listed.reference])


def _pack(pdf: pydyf.PDF) -> None:
    """Compress each stream once, where the renderer would do it for its bytes and again for the file's id."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            packed = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            stream.compress = False
            if not packed.endswith(b"\r"):
                stream.stream, stream.extra["Filter"] = [packed], "/FlateDecode"


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

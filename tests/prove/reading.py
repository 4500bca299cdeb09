"""Everything an answer says: status, headers, body; and of files what lies inside them once they are opened."""

import io
import zipfile
from urllib.parse import unquote

import pikepdf
import pypdfium2
from django.http import HttpResponse

PLAIN = ("text/", "application/json", "application/xml", "application/x-bibtex", "image/svg")
# Headers that differ at every look, or that Django's own cookies fill with random letters.
SILENT = frozenset({"content-security-policy", "content-length", "vary"})


def told_by(answer: HttpResponse, body: bytes, asked: str) -> bytes:
    """Return all that an answer tells, as one text; the address that was asked for tells nothing new."""
    heads = "\n".join(f"{name}: {unquote(value)}" for name, value in answer.items() if name.lower() not in SILENT)
    parts = [heads.encode(), *_opened(body, answer.get("Content-Type", ""))]
    whole = b"\n".join(parts)
    for echo in {asked, unquote(asked), asked.split("?", maxsplit=1)[0]}:
        whole = whole.replace(echo.encode(), b"")
    return whole


def _opened(body: bytes, kind: str) -> list[bytes]:
    if body.startswith(b"%PDF-"):
        return pdf_parts(body)
    if body.startswith(b"PK\x03\x04"):
        return zip_parts(body)
    assert not body or kind.startswith(PLAIN), f"an answer of the kind {kind} is not looked into"
    return [body]


def pdf_parts(data: bytes) -> list[bytes]:
    """Return a PDF's bytes with every stream laid open, and the text on its pages."""
    laid_open = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            laid_open,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range().encode() for page in document]
    finally:
        document.close()
    return [data, laid_open.getvalue(), *pages]


def zip_parts(data: bytes) -> list[bytes]:
    """Return names and contents of an archive, archives and PDFs in it opened too."""
    found: list[bytes] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            inside = archive.read(entry)
            found.append(entry.filename.encode())
            found += _opened(inside, "text/plain")
    return found

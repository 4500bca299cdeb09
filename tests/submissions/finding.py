"""A reader who looks everywhere in a PDF for what names its maker."""

import io
import zlib
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.submissions.telling import TOKENS


def found_in(data: bytes) -> set[str]:
    """Return the places whose token is found: in the bytes, in what they unpack to, by two readers, or in UTF-16."""
    seen = b"\n".join([data, *_unpacked(data), *_read_by_pikepdf(data), *_read_by_pdfium(data)])
    seen += seen.replace(b"\0", b"")
    return {place for place, planted in TOKENS.items() if planted.encode() in seen}


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Yield whatever unpacks, wherever in the file it begins."""
    for at in range(len(data) - 1):
        if data[at] == 0x78 and data[at + 1] in {0x01, 0x5E, 0x9C, 0xDA}:
            unpacking = zlib.decompressobj()
            try:
                yield unpacking.decompress(data[at:])
            except zlib.error:
                continue


def _read_by_pikepdf(data: bytes) -> Iterator[bytes]:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            yield repr(thing).encode()
            yield from words_in(thing)
            if isinstance(thing, Stream):
                yield thing.read_raw_bytes()
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    yield out.getvalue()


def words_in(thing: object) -> Iterator[bytes]:
    """Yield every name and string inside an object, whole."""
    if isinstance(thing, String | Name):
        yield bytes(thing) if isinstance(thing, String) else str(thing).encode()
    elif isinstance(thing, Array):
        for one in thing:
            yield from () if isinstance(one, pikepdf.Object) and one.is_indirect else words_in(one)
    elif isinstance(thing, Dictionary | Stream):
        for key, one in thing.items():
            yield key.encode()
            yield from () if isinstance(one, pikepdf.Object) and one.is_indirect else words_in(one)


def _read_by_pdfium(data: bytes) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(data)
    yield repr(document.get_metadata_dict()).encode()
    yield from (repr(mark.get_title()).encode() for mark in document.get_toc())
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        yield attachment.get_name().encode() + bytes(attachment.get_data())
    for number, page in enumerate(document):
        yield (document.get_page_label(number) or "").encode()
        yield page.get_textpage().get_text_range().encode()
        for thing in page.get_objects():
            if isinstance(thing, pypdfium2.PdfTextObj):
                yield thing.get_font().get_base_name().encode() + thing.get_font().get_family_name().encode()

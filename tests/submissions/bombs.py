"""Small files that are enormous inside."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

PIECE = 16 * 1024**2
FINAL = b"\x03\x00"


def inflating_to(size: int) -> bytes:
    """Return packed zeros that unpack to about this size; the same piece stands in it again and again."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packing.compress(bytes(PIECE)) + packing.flush(zlib.Z_FULL_FLUSH)
    count = size // PIECE
    total = (count * PIECE % 65521) << 16 | 1
    return b"\x78\xda" + piece * count + FINAL + total.to_bytes(4)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def drawing(size: int, *, times: int = 1) -> bytes:
    """Return a PDF whose page's instructions unpack to this size, packed once or twice."""
    data = inflating_to(size)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = Stream(document, data, Filter=Array([Name.FlateDecode] * times))
        return _saved(document)


def in_letters(size: int) -> bytes:
    """Return a PDF whose page's instructions are packed, and the packed bytes written as letters."""
    with pikepdf.new() as document:
        document.add_blank_page()
        filters = Array([Name.ASCIIHexDecode, Name.FlateDecode])
        document.pages[0].Contents = Stream(document, inflating_to(size).hex().encode() + b">", Filter=filters)
        return _saved(document)


def picture(size: int, *, times: int = 1) -> bytes:
    """Return a PDF with a picture that unpacks to this size."""
    data = inflating_to(size)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    with pikepdf.new() as document:
        document.add_blank_page()
        image = Stream(document, data, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
        image.ColorSpace, image.Filter = Name.DeviceGray, Array([Name.FlateDecode] * times)
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Bomb=image))
        return _saved(document)


def objects(size: int) -> bytes:
    """Return a PDF whose catalogue lies in a packed stream of objects that unpacks to this size."""
    data = inflating_to(size)
    body = b"%PDF-1.5\n"
    place = len(body)
    body += b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
    body += data + b"\nendstream\nendobj\n"
    table = b"\0\0\0\0\xff" + b"\1" + place.to_bytes(3) + b"\0" + b"\2\0\0\1\0"
    start = len(body)
    table += b"\1" + start.to_bytes(3) + b"\0"
    body += b"3 0 obj\n<< /Type /XRef /Size 4 /Root 2 0 R /W [1 3 1] /Length %d >>\nstream\n" % len(table)
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def nested(depth: int) -> bytes:
    """Return a PDF with drawings within drawings."""
    with pikepdf.new() as document:
        document.add_blank_page()
        inner = None
        for _ in range(depth):
            form = Stream(document, b"/X Do", Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
            form.Resources = Dictionary(XObject=Dictionary(X=inner)) if inner is not None else Dictionary()
            inner = document.make_indirect(form)
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))
        return _saved(document)


def looping() -> bytes:
    """Return a PDF with a drawing that contains itself."""
    with pikepdf.new() as document:
        document.add_blank_page()
        form = document.make_indirect(Stream(document, b"/X Do", Subtype=Name.Form, BBox=Array([0, 0, 1, 1])))
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
        return _saved(document)

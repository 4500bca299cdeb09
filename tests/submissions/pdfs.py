"""PDFs for the tests, made on the spot: plain ones, broken ones, and one that names its maker in every corner."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas


def pdf(text: str = "A paper", pages: int = 2) -> bytes:
    """A plain PDF; another text makes another file."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    for page in range(1, pages + 1):
        drawing.drawString(72, 720, f"{text}, page {page}")
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def encrypted() -> bytes:
    """A PDF that asks for a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def restricted() -> bytes:
    """A PDF that opens without a password, but is encrypted so that it may not be copied from."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    return out.getvalue()


def without_pages() -> bytes:
    """A well-formed PDF with no page in it."""
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


TOKENS = {
    place: f"token-{place}"
    for place in (
        "info",
        "xmp",
        "attachment",
        "attachment-name",
        "outline",
        "annotation",
        "link",
        "form",
        "script",
        "page-piece",
        "page-metadata",
        "picture-metadata",
        "picture-remark",
        "layer",
        "property",
        "article",
    )
}


def telling() -> bytes:
    """A PDF of two pages that names its maker wherever a PDF can: each place of TOKENS holds its own token."""
    rl_config.useA85 = 0
    drawn = io.BytesIO()
    drawing = canvas.Canvas(drawn)
    drawing.drawString(72, 720, "What the paper says")
    drawing.drawImage(ImageReader(_picture()), 72, 500, 40, 40)
    drawing.showPage()
    drawing.drawString(72, 720, "and goes on to say")
    drawing.save()
    with pikepdf.open(io.BytesIO(drawn.getvalue())) as document:
        _sign_document(document)
        _sign_page(document)
        out = io.BytesIO()
        document.save(out, compress_streams=False)
    return out.getvalue()


def _picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", comment=TOKENS["picture-remark"].encode())
    out.seek(0)
    return out


def _sign_document(document: pikepdf.Pdf) -> None:
    with document.open_metadata(update_docinfo=False) as xmp:
        xmp["dc:creator"] = [TOKENS["xmp"]]
    document.docinfo["/Author"] = TOKENS["info"]
    document.attachments[TOKENS["attachment-name"]] = TOKENS["attachment"].encode()
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(TOKENS["outline"], 0))
    root = document.Root
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{TOKENS['script']}')")
    root.AcroForm = Dictionary(Fields=Array([document.make_indirect(Dictionary(T=TOKENS["form"], FT=Name.Tx))]))


def _sign_page(document: pikepdf.Pdf) -> None:
    page = document.pages[0].obj
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), A=Dictionary(URI=TOKENS["link"]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 1, 1]), Contents=TOKENS["annotation"])
    page.Annots = Array([document.make_indirect(link), document.make_indirect(note)])
    page.PieceInfo = Dictionary(Editor=Dictionary(Private=TOKENS["page-piece"]))
    page.Metadata = Stream(document, TOKENS["page-metadata"].encode())
    page.B = Array([document.make_indirect(Dictionary(Type=Name.Bead, T=Dictionary(I=TOKENS["article"])))])
    page.Resources.Properties = Dictionary(
        L0=document.make_indirect(Dictionary(Type=Name.OCG, Name=TOKENS["layer"])),
        P0=Dictionary(Title=TOKENS["property"]),
    )
    for picture in page.Resources.XObject.values():
        picture.Metadata = Stream(document, TOKENS["picture-metadata"].encode())


def inside_out(data: bytes) -> bytes:
    """The PDF with all its streams laid open, and the picture's bytes as they are: what a curious reader finds."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()

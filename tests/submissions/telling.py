"""A PDF that names its maker wherever a PDF can; finding.py is the reader who looks everywhere."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms

from tests.submissions.fonts import compact, drawn_truetype, type1

PLACES = """
    info xmp trailer catalog viewer article page-label destination attachment attachment-name outline annotation link
    form script page-script structure structure-name revision unused after-the-end between
    page-piece page-metadata page-private thumbnail modified
    picture-metadata picture-remark picture-exif picture-profile picture-preview picture-tail picture-alternate
    stream-tail wavelet-box wavelet-comment inline-remark
    layer layer-maker hidden-text hidden-form property actual-text mark content-remark content-name
    figure-name figure-piece figure-key font-key font-name font-family font-private truetype-name truetype-table
    type1-notice type1-name compact-notice compact-name map-name map-remark glyph-name glyph-remark collection
    ink inks profile function-remark state-name state-private pattern-piece indexed-tail
""".split()
TOKENS = {place: f"Ada-{place}-Lovelace" for place in PLACES}


def token(place: str) -> str:
    """Return what is planted in a place."""
    return TOKENS[place]


def name(place: str) -> Name:
    """Return the token of a place as a name."""
    return Name(f"/{token(place)}")


def telling() -> bytes:
    """Return a PDF of two pages; each place of PLACES holds its own token."""
    with pikepdf.new() as document:
        for _ in range(2):
            document.add_blank_page(page_size=(612, 792))
        _draw(document)
        _sign_document(document)
        _sign_page(document)
        unused = document.make_indirect(Dictionary(Text=token("unused")))
        document.trailer["/Mine"] = Dictionary(By=token("trailer"), Kept=unused)
        out = io.BytesIO()
        document.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return _revised(out.getvalue())


def _revised(data: bytes) -> bytes:
    """Add a second revision, so that the first one's words stay in the file."""
    remark = b"% " + token("between").encode() + b"\n"
    with pikepdf.open(io.BytesIO(data)) as document:
        count = len(document.objects) + 1
    table = data.rindex(b"startxref")
    start = data[table + 10 :].split(b"\n")[0]
    old = b"%d 0 obj\n(%s)\nendobj\n" % (count, token("revision").encode())
    place = len(data) + len(remark)
    trailer = data[data.rindex(b"trailer <<") : table].strip().removesuffix(b">>") + b"/Prev " + start + b" >>"
    trailer = trailer.replace(b"/Size %d" % count, b"/Size %d" % (count + 1))
    first = b"xref\n%d 1\n%010d 00000 n \n" % (count, place)
    return (
        data
        + remark
        + old
        + first
        + trailer
        + b"\nstartxref\n%d\n%%%%EOF\n" % (place + len(old))
        + token("after-the-end").encode()
    )


def _draw(document: pikepdf.Pdf) -> None:
    """Put onto the first page one of each thing that is drawn."""
    page = document.pages[0].obj
    hidden = document.make_indirect(Dictionary(Type=Name.OCG, Name=token("layer")))
    shown = document.make_indirect(
        Dictionary(
            Type=Name.OCG, Name="Figures", Usage=Dictionary(CreatorInfo=Dictionary(Creator=token("layer-maker")))
        )
    )
    document.Root.OCProperties = Dictionary(OCGs=Array([hidden, shown]), D=Dictionary(OFF=Array([hidden])))
    page.Resources = Dictionary(
        XObject=_figures(document, hidden),
        Font=_fonts(document),
        ColorSpace=_colours(document),
        ExtGState={f"/{token('state-name')}": Dictionary(Type=Name.ExtGState, ca=1, Maker=token("state-private"))},
        Pattern={"/Tiles": _tiles(document)},
        Properties=Dictionary(Hidden=hidden, Shown=shown, Told=Dictionary(Title=token("property"))),
    )
    page.Contents = Stream(document, _words())
    document.pages[1].obj.Resources = Dictionary(Font=Dictionary(Plain=_plain_font()))
    document.pages[1].obj.Contents = Stream(document, b"BT /Plain 12 Tf 72 720 Td (and goes on to say) Tj ET")


def _words() -> bytes:
    parts = f"""
    % {token("content-remark")}
    /Span <</ActualText ({token("actual-text")})>> BDC
    BT /Plain 12 Tf 72 720 Td (What the paper \\(really\\) says) Tj ET
    EMC
    /{token("mark")} BMC EMC /Told /Told DP
    /OC /Hidden BDC q BT /Plain 12 Tf 72 600 Td ({token("hidden-text")}) Tj ET /Secret Do Q EMC
    /OC /Shown BDC 0 0 1 rg 300 600 40 40 re f EMC
    BT /{token("font-key")} 20 Tf 72 560 Td (ABC) Tj /Notice 20 Tf (A) Tj /Compact 20 Tf (A) Tj ET
    BT /Glyphs 20 Tf 72 460 Td (a) Tj ET
    q 40 0 0 40 72 500 cm /{token("figure-name")} Do Q
    q 40 0 0 40 172 500 cm /Packed Do Q
    q 40 0 0 40 222 500 cm /Wavelet Do Q
    q /Drawing Do Q
    /Spot cs 0.5 scn 400 600 40 40 re f /Spots cs 0.5 0 scn 450 600 40 40 re f
    /Profiled cs 0 1 0 scn 500 600 40 40 re f /Table cs 1 scn 550 600 40 40 re f
    /{token("state-name")} gs /Pattern cs /Tiles scn 72 400 40 40 re f
    /{token("content-name")} gs
    q 40 0 0 40 122 500 cm BI /W 8 /H 8 /CS /RGB /BPC 8 /F /DCT ID """
    return parts.encode() + _jpeg("inline-remark") + b"\nEI Q\n"


def _jpeg(place: str, **more: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", comment=token(place).encode(), **more)
    return out.getvalue()


def _picture() -> bytes:
    """Return a JPEG with a comment, camera data, a profile, a preview and something behind its end."""
    exif = Image.Exif()
    exif[0x013B] = token("picture-exif")
    plain = _jpeg("picture-remark", exif=exif.tobytes(), icc_profile=token("picture-profile").encode())
    preview = b"JFXX\0\x10" + token("picture-preview").encode()
    segment = b"\xff\xe0" + (len(preview) + 2).to_bytes(2) + preview
    return plain[:2] + segment + plain[2:] + token("picture-tail").encode()


def _wavelet() -> bytes:
    """Return a JPEG 2000 picture with a box of words and a comment."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "lime").save(out, "JPEG2000", comment=token("wavelet-comment"))
    data, words = out.getvalue(), token("wavelet-box").encode()
    end = data.index(b"jp2c") - 4
    return data[:end] + (len(words) + 8).to_bytes(4) + b"xml " + words + data[end:]


def _figures(document: pikepdf.Pdf, hidden: Dictionary) -> Dictionary:
    image = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 8, "Height": 8, "BitsPerComponent": 8}
    image["ColorSpace"] = Name.DeviceRGB
    told = Stream(document, _picture(), **image, Filter=Name.DCTDecode)
    told.Metadata = Stream(document, token("picture-metadata").encode())
    other = Stream(document, token("picture-alternate").encode(), **image)
    told.Alternates = Array([Dictionary(Image=other)])
    packed = Stream(document, zlib.compress(bytes([0, 255, 0]) * 64) + token("stream-tail").encode(), **image)
    packed.Filter = Name.FlateDecode
    wavelet = Stream(document, _wavelet(), **(image | {"Width": 16, "Height": 16}), Filter=Name.JPXDecode)
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 600, 700])}
    drawing = Stream(document, b"1 0 0 RG 100 100 m 200 200 l S", **form)
    drawing.PieceInfo = Dictionary(Editor=Dictionary(Private=token("figure-piece")))
    drawing[f"/{token('figure-key')}"] = 1
    secret = Stream(document, b"(" + token("hidden-form").encode() + b") pop", **form, OC=hidden)
    figures = Dictionary(Packed=packed, Wavelet=wavelet, Drawing=drawing, Secret=secret)
    figures[f"/{token('figure-name')}"] = told
    return figures


def _plain_font() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _fonts(document: pikepdf.Pdf) -> Dictionary:
    program = drawn_truetype(token("truetype-name"), token("truetype-table"))
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=name("font-name"), FontFamily=token("font-family"), Flags=4, ItalicAngle=0,
        FontBBox=Array([0, 0, 1000, 1000]), Ascent=800, Descent=-200, CapHeight=700, StemV=80,
        FontFile2=document.make_indirect(Stream(document, program, Length1=len(program))),
    )  # fmt: skip
    text = f"%{token('map-remark')}\n/CMapName /{token('map-name')} def\n1 beginbfchar <41> <0041> endbfchar".encode()
    told = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=name("font-name"), FirstChar=65, LastChar=67,
        Widths=Array([600, 600, 600]), FontDescriptor=document.make_indirect(described), Encoding=Name.WinAnsiEncoding,
        ToUnicode=document.make_indirect(Stream(document, text)), Designer=token("font-private"),
    )  # fmt: skip
    fonts = Dictionary(Plain=_plain_font(), Glyphs=_drawn_font(document))
    fonts[f"/{token('font-key')}"] = document.make_indirect(told)
    program, clear = type1(token("type1-name"), token("type1-notice"))
    fonts.Notice = _described(document, "FontFile", Stream(document, program, Length1=clear))
    program = compact(token("compact-name"), token("compact-notice"))
    fonts.Compact = _described(document, "FontFile3", Stream(document, program, Subtype=Name.Type1C))
    fonts.Wide = _wide_font()
    return fonts


def _described(document: pikepdf.Pdf, key: str, program: Stream) -> Dictionary:
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name.Told, Flags=4)
    described[f"/{key}"] = document.make_indirect(program)
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Told, FirstChar=65, LastChar=65, Widths=Array([500]),
        FontDescriptor=document.make_indirect(described),
    )  # fmt: skip


def _wide_font() -> Dictionary:
    collection = Dictionary(Registry=token("collection"), Ordering="Mine", Supplement=0)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Told, CIDSystemInfo=collection)
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Told, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([below]),
    )  # fmt: skip


def _drawn_font(document: pikepdf.Pdf) -> Dictionary:
    glyph = Stream(document, f"% {token('glyph-remark')}\n600 0 d0 0 0 500 500 re f".encode())
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 600]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=97, LastChar=97, Widths=Array([600]), CharProcs={f"/{token('glyph-name')}": glyph},
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, name("glyph-name")])),
    )  # fmt: skip


def _colours(document: pikepdf.Pdf) -> Dictionary:
    mixing = Stream(document, f"{{ % {token('function-remark')}\n dup dup }}".encode(), FunctionType=4)
    mixing.Domain, mixing.Range = Array([0, 1]), Array([0, 1, 0, 1, 0, 1])
    two = Stream(document, b"{ pop dup dup }", FunctionType=4)
    two.Domain, two.Range = Array([0, 1, 0, 1]), Array([0, 1, 0, 1, 0, 1])
    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    described = "sRGB built-in".encode("utf-16-be")
    assert described in standard
    signed = standard.replace(described, token("profile").encode()[: len(described)].ljust(len(described)))
    profile = Stream(document, signed, N=3)
    table = String(b"\0\0\0\xff\xff\0" + token("indexed-tail").encode())
    return Dictionary(
        Spot=Array([Name.Separation, name("ink"), Name.DeviceRGB, mixing]),
        Spots=Array([Name.DeviceN, Array([name("inks"), Name.Black]), Name.DeviceRGB, two]),
        Profiled=Array([Name.ICCBased, document.make_indirect(profile)]),
        Table=Array([Name.Indexed, Name.DeviceRGB, 1, table]),
    )


def _tiles(document: pikepdf.Pdf) -> Stream:
    tiles = Stream(
        document, b"1 0 1 rg 0 0 5 5 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10, Resources=Dictionary(),
    )  # fmt: skip
    tiles.PieceInfo = Dictionary(Editor=token("pattern-piece"))
    return tiles


def _sign_document(document: pikepdf.Pdf) -> None:
    with document.open_metadata(update_docinfo=False) as xmp:
        xmp["dc:creator"] = [token("xmp")]
    document.docinfo["/Author"] = token("info")
    document.attachments[token("attachment-name")] = token("attachment").encode()
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(token("outline"), 0))
    root = document.Root
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{token('script')}')")
    root.AcroForm = Dictionary(Fields=Array([document.make_indirect(Dictionary(T=token("form"), FT=Name.Tx))]))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=token("page-label"))]))
    root.Dests = Dictionary({f"/{token('destination')}": Array([document.pages[0].obj, Name.Fit])})
    root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot,
        RoleMap=Dictionary({f"/{token('structure-name')}": Name.P}),
        K=document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Alt=token("structure"))),
    )
    root.ViewerPreferences = Dictionary(Mine=token("viewer"))
    root[f"/{token('catalog')}"] = True


def _sign_page(document: pikepdf.Pdf) -> None:
    page = document.pages[0].obj
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), A=Dictionary(URI=token("link")))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 1, 1]), Contents=token("annotation"))
    page.Annots = Array([document.make_indirect(link), document.make_indirect(note)])
    page.PieceInfo = Dictionary(Editor=Dictionary(Private=token("page-piece")))
    page.Metadata = Stream(document, token("page-metadata").encode())
    page.Thumb = Stream(document, token("thumbnail").encode())
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=token("page-script")))
    page.LastModified = String(token("modified"))
    page.Mine = token("page-private")
    page.B = Array([document.make_indirect(Dictionary(Type=Name.Bead, T=Dictionary(I=token("article"))))])


## The curious reader

"""A blind copy holds what its pages draw: what nothing draws, or only a layer that is off, is not in the file."""

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from submissions.manuscripts.blind import make_blind_copy

BOX = [0, 0, 600, 700]


def words(text: str) -> bytes:
    return f"BT /F1 12 Tf 100 100 Td ({text}) Tj ET".encode()


class Maker:
    """Makes a PDF whose pages share one list of things, as files do that were cut out of longer ones."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.font = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        layer = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Names"))
        self.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        self.shared = self.pdf.make_indirect(
            Dictionary(Font=Dictionary(F1=self.font), Properties=Dictionary(Off=layer), XObject=Dictionary())
        )

    def form(self, text: bytes, resources: Dictionary | None = None) -> Stream:
        kinds = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array(BOX)}
        form = Stream(self.pdf, text, **kinds)
        if resources is not None:
            form.Resources = resources
        return self.pdf.make_indirect(form)

    def picture(self, text: bytes) -> Stream:
        size = {"Width": len(text), "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
        return self.pdf.make_indirect(Stream(self.pdf, text, Type=Name.XObject, Subtype=Name.Image, **size))

    def page(self, text: bytes) -> None:
        page = Dictionary(Type=Name.Page, MediaBox=Array(BOX), Resources=self.shared)
        page.Contents = self.pdf.make_indirect(Stream(self.pdf, text))
        self.pdf.pages.append(Page(self.pdf.make_indirect(page)))

    def copied(self, folder: Path) -> bytes:
        """Return all that the blind copy holds, unpacked."""
        self.pdf.save(folder / "source.pdf")
        make_blind_copy(folder / "source.pdf", folder / "copy.pdf")
        with pikepdf.open(folder / "copy.pdf") as copy:
            assert copy.check_pdf_syntax() == []
            streams = [thing.read_bytes() for thing in copy.objects if isinstance(thing, Stream)]
        return b"\n".join(streams)


@pytest.mark.parametrize(
    "drawn",
    [
        b"",
        b"/OC /Off BDC q /Mine Do Q EMC",
        b"/OC /Off BDC /Mark BMC /Mine Do EMC EMC",
        b"/Mine gs",
        b"BT (/Mine Do) Tj ET",
    ],
    ids=["not at all", "in a layer that is off", "in a mark in it", "as something else", "in words"],
)
@pytest.mark.parametrize("kind", ["form", "picture"])
def test_what_no_page_draws_is_not_in_the_copy(tmp_path, kind, drawn):
    maker = Maker()
    secret = b"Ada Author"
    thing = maker.form(words("Ada Author"), Dictionary(Font=Dictionary(F1=maker.font)))
    maker.shared.XObject["/Mine"] = thing if kind == "form" else maker.picture(secret)
    maker.page(words("shown") + b"\n" + drawn)

    held = maker.copied(tmp_path)

    assert b"shown" in held
    assert secret not in held


def test_what_one_page_of_many_draws_is_in_the_copy_once(tmp_path):
    maker = Maker()
    maker.shared.XObject["/Figure"] = maker.picture(b"a figure in grey")
    for drawn in (b"", b"/Figure Do", b"/Figure Do"):
        maker.page(words("shown") + drawn)

    assert maker.copied(tmp_path).count(b"a figure in grey") == 1


def test_a_form_without_lists_draws_from_those_around_it(tmp_path):
    maker = Maker()
    maker.shared.XObject["/Outer"] = maker.form(b"/Inner Do")
    maker.shared.XObject["/Inner"] = maker.picture(b"drawn by a form")
    maker.shared.XObject["/Other"] = maker.picture(b"Ada Author")
    maker.page(b"/Outer Do")

    held = maker.copied(tmp_path)

    assert b"drawn by a form" in held
    assert b"Ada Author" not in held


def test_a_form_that_draws_itself_ends(tmp_path):
    maker = Maker()
    maker.shared.XObject["/Loop"] = maker.form(words("round") + b" /Loop Do", maker.shared)
    maker.page(b"/Loop Do")

    assert maker.copied(tmp_path).count(b"(round)") == 1


@pytest.mark.parametrize("stray", [b"(Ada Author)", b"(Ada Author) 1 w", b"[(Ada Author)] 5 5 m", b"<416461> q Q"])
def test_words_that_no_instruction_takes_are_not_in_the_copy(tmp_path, stray):
    maker = Maker()
    maker.page(words("shown") + b"\n" + stray + b"\n0 0 5 5 re f")

    held = maker.copied(tmp_path)

    assert b"0 0 5 5 re" in held
    assert b"Ada" not in held
    assert b"416461" not in held


@pytest.mark.parametrize("packed", [False, True])
def test_bytes_behind_the_last_pixel_are_not_in_the_copy(tmp_path, packed):
    maker = Maker()
    picture = maker.picture(b"twenty shades of grey")
    data = b"twenty shades of greyAda Author"
    picture.write(zlib.compress(data) if packed else data, filter=Name.FlateDecode if packed else None)
    maker.shared.XObject["/Figure"] = picture
    maker.page(b"/Figure Do")

    held = maker.copied(tmp_path)

    assert b"twenty shades of grey" in held
    assert b"Ada Author" not in held

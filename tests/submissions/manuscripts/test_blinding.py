"""The parts of a blind copy: pictures, fonts, maps, profiles, layers and instructions, each without what it tells."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from submissions.manuscripts.blinding import cmap, fonts, glyphs, jpeg2000, profile
from submissions.manuscripts.blinding.content import Content
from submissions.manuscripts.blinding.jpeg import without_remarks
from submissions.manuscripts.blinding.layers import Layers

NEW = {("/Font", "/Old"): b"/F1", ("/XObject", "/A b"): b"/X1", ("/ColorSpace", "/Mine"): b"/C1"}


class Named:
    def renamed(self, category: str, name: str) -> bytes | None:
        return NEW.get((category, name))

    def hides(self, name: str) -> bool:
        return name == "/Off"


def copied(text: bytes) -> bytes:
    return b" ".join(Content(text, Named()).copied().split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"BT /Old 12 Tf (a (b) \\) c) Tj ET", b"BT /F1 12 Tf (a (b) \\) c) Tj ET"),
        (b"[(a) -20 (b(c))] TJ", b"[ (a) -20 (b(c)) ] TJ"),
        (b"/A#20b Do", b"/X1 Do"),
        (b"1 g % by Ada\n0 0 5 5 re f", b"1 g 0 0 5 5 re f"),
        (b"(50% done) Tj", b"(50% done) Tj"),
        (b"/Unknown Do 1 w", b"1 w"),
        (b"/Span <</ActualText (Ada)>> BDC 1 w EMC 2 w", b"1 w 2 w"),
        (b"/OC /Off BDC /P BMC (Ada) Tj EMC 0 0 5 5 re f EMC 2 w f", b"0 0 5 5 re n 2 w f"),
        (b"/OC /On BDC (shown) Tj EMC", b"(shown) Tj"),
        (b"(Ada) /Ada ada 2 w", b"2 w"),
        (b"(Ada) 0 0 m <41> /Ada Do 5 5 l S (Ada)", b"0 0 m 5 5 l S"),
        (b'(Ada) [(a) /Ada true 3] TJ (Ada) [1 2] 0 d (Ada) 1 2 (a) "', b'[ (a) 3 ] TJ [ 1 2 ] 0 d 1 2 (a) "'),
        (b"(Ada) 0.1 0.2 sc 7 1 2 3 rg 9 /Old 12 Tf", b"0.1 0.2 sc 1 2 3 rg /F1 12 Tf"),
        (b"(Ada) w /Old Tf 5 l", b""),
        (b"(Ada) .1 .2 scn q", b".1 .2 scn q"),
        (b"/Mine cs 1 scn /DeviceRGB CS", b"/C1 cs 1 scn /DeviceRGB CS"),
        (b"BI /W 1 /H 1 /CS /Mine /Ada (x) /BPC 8 ID ab EI 1 w", b"BI /W 1 /H 1 /CS /C1 /BPC 8 ID ab EI 1 w"),
        (b"BI /W 1 /H 1 ID \xff EI \xfe EI Q", b"BI /W 1 /H 1 ID \xff EI \xfe EI Q"),
        (b"(never ends", b""),
        (b") > } 1 w", b"1 w"),
    ],
)
def test_instructions_are_copied_without_words(before, after):
    assert copied(before) == after


def test_picture_without_remarks_stays_as_it_is():
    plain = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xda\0\3a pix\xff\x00els \xff\xd9"

    assert without_remarks(plain) == plain


@pytest.mark.parametrize("marker", [b"\xfe", b"\xe0", b"\xe1", b"\xe2", b"\xed", b"\xee", b"\xf0", b"\x02"])
def test_comment_and_camera_data_go(marker):
    picture = b"\xff\xd8\xff" + marker + b"\x00\x05Ada\xff\xda\0\2 pixels \xff" + marker + b"\0\5Ada\xff\xd9Ada"

    assert without_remarks(picture) == b"\xff\xd8\xff\xda\0\2 pixels \xff\xd9"


@pytest.mark.parametrize("left_out", [b"", b"\xff", b"\0Ada\0"])
def test_picture_without_an_end_loses_its_remarks_all_the_same(left_out):
    picture = b"\xff\xd8\xff\xe1\x00\x05Ada" + b"\0Ada" + b"\xff\xda\0\2 pixels "

    cleaned = without_remarks(picture + b"\xff\xe1\0\5Ada" + left_out)

    assert cleaned == b"\xff\xd8\xff\xda\0\2 pixels \xff\xd9"


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xffAda"])
def test_what_is_no_whole_picture_comes_back_as_it_is(broken):
    assert without_remarks(broken) == broken


@pytest.mark.parametrize("broken", [b"", b"\xff\x4f", b"\0\0\0\x0cjP  ", b"\0\0\0\x0cjP  \0\0\0\1", b"GIF89a"])
def test_what_is_no_whole_wavelet_picture_comes_back_as_it_is(broken):
    assert jpeg2000.without_remarks(broken) == broken


@pytest.mark.parametrize("broken", [b"", b"Ada", b"\1\0\4\2\0\1\1", b"OTTO", b"\0\1\0\0\0\1"])
def test_what_is_no_font_comes_back_as_it_is(broken):
    assert fonts.cff(broken) == fonts.sfnt(broken) == fonts.type1(broken, 5) == broken


def test_profile_that_cannot_be_read_is_none():
    assert profile.without_names(b"Ada" * 100) is None
    assert profile.without_names(bytes(36) + b"acsp" + bytes(88) + b"\xff\xff\xff\xff") is None


def test_map_keeps_its_pairs_alone():
    sections = b"1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfchar <41> <0041> endbfchar\n"

    clean = cmap.without_names(b"% Ada\n/CMapName /Ada def\n" + sections)

    assert sections in clean
    assert b"Ada" not in clean


@pytest.mark.parametrize(("name", "plain"), [("/a", True), ("/alpha", True), ("/uni00E9", True), ("/Ada", False)])
def test_glyphs_named_as_characters_keep_their_names(name, plain):
    assert glyphs.is_plain(name) is plain


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        ({"OCGs": ["on", "off"]}, False),
        ({"OCGs": ["off"]}, True),
        ({"OCGs": ["on", "off"], "P": "/AllOn"}, True),
        ({"OCGs": ["on", "off"], "P": "/AnyOff"}, False),
        ({"OCGs": ["on"], "P": "/AllOff"}, True),
        ({"OCGs": []}, False),
        ({"VE": ["/Not", "on"]}, True),
        ({"VE": ["/And", "on", ["/Not", "off"]]}, False),
        ({"VE": ["/Or", "off", ["/And", "on", "off"]]}, True),
    ],
)
def test_layers_are_combined_as_the_standard_says(rule, hidden):
    with pikepdf.new() as document:
        layers = {word: document.make_indirect(Dictionary(Type=Name.OCG, Name=word)) for word in ("on", "off")}
        document.Root.OCProperties = Dictionary(
            OCGs=Array([*layers.values()]), D=Dictionary(OFF=Array([layers["off"]]))
        )

        def built(value):
            if isinstance(value, list):
                return Array([built(one) for one in value])
            return layers[value] if value in layers else Name(value)

        combined = Dictionary(Type=Name.OCMD, **{key: built(value) for key, value in rule.items()})

        assert Layers(document).hide(combined) is hidden

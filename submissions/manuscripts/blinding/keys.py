"""What ISO 32000 says is needed to draw: for each kind of dictionary its keys, and how each is copied. Pure data.

The words on the right are methods of `copying.Copier`. A key that does not stand here is not copied.
"""

Keys = dict[str, str]


def plain(text: str) -> Keys:
    """Return keys whose values are numbers, truth values, or rows of them."""
    return {f"/{key}": "plain" for key in text.split()}


def word(text: str) -> Keys:
    """Return keys whose values are names of the standard."""
    return {f"/{key}": "word" for key in text.split()}


PAGE_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
GROUP = word("Type S") | plain("I K") | {"/CS": "colour"}
FORM = word("Type Subtype") | plain("FormType BBox Matrix") | {"/Group": "group"}
IMAGE = (
    word("Type Subtype Intent")
    | plain("Width Height BitsPerComponent ImageMask Decode Interpolate SMaskInData Matte")
    | {"/ColorSpace": "colour", "/Mask": "mask", "/SMask": "picture"}
)
STATE = (
    word("Type RI BM")
    | plain("LW LC LJ ML D OP op OPM FL SM SA CA ca AIS TK")
    | {"/Font": "font_and_size", "/SMask": "soft_mask", "/TR": "function", "/TR2": "function"}
)
SOFT_MASK = word("Type S") | plain("BC") | {"/G": "form", "/TR": "function"}
TILING = word("Type") | plain("PatternType PaintType TilingType BBox XStep YStep Matrix")
SHADED = word("Type") | plain("PatternType Matrix") | {"/Shading": "shading", "/ExtGState": "state"}
SHADING = plain(
    "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag"
    " Decode VerticesPerRow"
) | {"/ColorSpace": "colour", "/Function": "function"}
FUNCTION = plain("FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds") | {
    "/Functions": "function"
}
CALIBRATED = plain("WhitePoint BlackPoint Gamma Matrix Range")
DECODING = plain(
    "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1"
    " DamagedRowsBeforeError ColorTransform"
) | {"/JBIG2Globals": "data"}
FONT = (
    word("Type Subtype")
    | plain("FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix")
    | {"/ToUnicode": "map", "/CIDSystemInfo": "collection", "/CIDToGIDMap": "glyph_numbers"}
)
DESCRIPTOR = word("Type") | plain(
    "Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth"
    " FontWeight"
)
ENCODING = word("Type BaseEncoding")
MAP = word("Type") | plain("WMode") | {"/CIDSystemInfo": "collection", "/UseCMap": "map"}

# Names that may stand as values. Those that a maker chooses (fonts, layers, colours, glyphs) are not among them.
STANDARD = frozenset(
    f"/{name}"
    for name in """
    Group Transparency XObject Image Form ExtGState Mask Luminosity Alpha Pattern Font FontDescriptor Encoding CMap
    Type0 Type1 MMType1 Type3 TrueType CIDFontType0 CIDFontType2 Type1C CIDFontType0C OpenType
    AbsoluteColorimetric RelativeColorimetric Saturation Perceptual None Default Identity
    Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference
    Exclusion Hue Color Luminosity
    DeviceGray DeviceRGB DeviceCMYK
    StandardEncoding MacRomanEncoding MacExpertEncoding WinAnsiEncoding PDFDocEncoding
    """.split()
)
COLLECTIONS = {"Adobe": frozenset("Identity GB1 CNS1 Japan1 Japan2 Korea1 KR Manga1 UCS".split())}
INKS = frozenset("/All /None /Cyan /Magenta /Yellow /Black".split())
# Fonts that every reader has or stands something in for, written as in files that do not bring them along.
COMMON_FONTS = frozenset(
    """Courier Helvetica Times-Roman Symbol ZapfDingbats Courier-Bold Courier-Oblique Courier-BoldOblique Helvetica-Bold
    Helvetica-Oblique Helvetica-BoldOblique Times-Bold Times-Italic Times-BoldItalic Arial Arial,Bold Arial,Italic
    Arial,BoldItalic Arial-BoldMT Arial-ItalicMT Arial-BoldItalicMT ArialMT TimesNewRoman TimesNewRoman,Bold
    TimesNewRoman,Italic TimesNewRoman,BoldItalic TimesNewRomanPSMT TimesNewRomanPS-BoldMT TimesNewRomanPS-ItalicMT
    TimesNewRomanPS-BoldItalicMT CourierNew CourierNew,Bold CourierNewPSMT CourierNewPS-BoldMT Wingdings""".split()
)

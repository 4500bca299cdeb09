"""Copy the drawing instructions of a page: what is drawn, without remarks, tags, hidden layers and telling names. Pure.

Instructions are read as words. Those that name nothing pass in one sweep; where a font, a picture or a layer is
named, the name is replaced by the neutral one under which the copy lists it.
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

from submissions.manuscripts.blinding.jpeg import without_remarks
from submissions.manuscripts.blinding.words import (
    ASTRAY,
    BLANK,
    OPERANDS,
    OPERATOR,
    SWEEP,
    VALUES,
    WORD,
    fitting,
)

## What each instruction names: the list that its last operand, always a name, stands in

LISTS = {
    b"Tf": "/Font",
    b"gs": "/ExtGState",
    b"cs": "/ColorSpace",
    b"CS": "/ColorSpace",
    b"sh": "/Shading",
    b"Do": "/XObject",
    b"scn": "/Pattern",
    b"SCN": "/Pattern",
}
PLAIN_NAMES = {
    b"cs": frozenset({b"/DeviceGray", b"/DeviceRGB", b"/DeviceCMYK", b"/Pattern"}),
    b"CS": frozenset({b"/DeviceGray", b"/DeviceRGB", b"/DeviceCMYK", b"/Pattern"}),
    b"ri": frozenset({b"/AbsoluteColorimetric", b"/RelativeColorimetric", b"/Saturation", b"/Perceptual"}),
}
TAKE_AWAY_WHEN_HIDDEN = {
    **dict.fromkeys(b"S s f F f* B B* b b*".split(), b"n"),
    **dict.fromkeys(b"Tj TJ ' \" Do sh".split(), b""),
}

INLINE_KEYS = frozenset(
    b"/BitsPerComponent /BPC /ColorSpace /CS /Decode /D /DecodeParms /DP /Filter /F /Height /H /ImageMask /IM"
    b" /Interpolate /I /Width /W".split()
)
INLINE_NAMES = INLINE_KEYS | frozenset(
    b"/DeviceGray /G /DeviceRGB /RGB /DeviceCMYK /CMYK /Indexed /ASCIIHexDecode /AHx /ASCII85Decode /A85 /LZWDecode"
    b" /LZW /FlateDecode /Fl /RunLengthDecode /RL /CCITTFaxDecode /CCF /DCTDecode /DCT /Predictor /Colors /Columns"
    b" /EarlyChange /K /Rows /BlackIs1 /EndOfLine /EncodedByteAlign /EndOfBlock /ColorTransform".split()
)
INLINE_END = re.compile(rb"(?:(?<=[\0\t\n\f\r ])|(?<=>))EI(?=[\0\t\n\f\r ]|$)")
AFTERWARDS = re.compile(rb"[\t\n\f\r -~]*+$")


class Named(Protocol):
    """What instructions may name: `resources.Resources`."""

    def renamed(self, category: str, name: str, /) -> bytes | None:
        """Return the new name of a thing in a list; None where it must not be drawn."""

    def hides(self, name: str, /) -> bool:
        """Tell whether the layer of this name is hidden."""


@dataclass
class Content:
    """One run through the instructions. `marks` says of each open mark whether it began a hidden layer."""

    text: bytes
    names: Named
    at: int = 0
    out: bytearray = field(default_factory=bytearray)
    operands: list[bytes] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)

    def copied(self) -> bytes:
        """Return the instructions of the copy."""
        while self.at < len(self.text):
            if not self.operands and True not in self.marks and (sweep := SWEEP.match(self.text, self.at)):
                self.out += sweep.group()
                self.at = sweep.end()
            else:
                self._word(self._next())
        return bytes(self.out)

    def _next(self) -> bytes:
        """Return the next word; a string with brackets inside is found by counting them."""
        found = WORD.match(self.text, self.at)
        start = self.at
        self.at = found.end() if found else _end_of_string(self.text, start)
        return self.text[start : self.at]

    def _word(self, word: bytes) -> None:
        if word.startswith(b"%") or not word.strip(BLANK) or word in ASTRAY:
            return
        if not OPERATOR.match(word) or word in VALUES:
            self.operands.append(word)
            return
        operands, self.operands = self.operands, []
        self._instruction(word, operands)

    def _instruction(self, operator: bytes, operands: list[bytes]) -> None:
        """Write one instruction, or its harmless rest, or nothing if it is a mark or not known."""
        if operator in {b"BDC", b"BMC"}:
            is_layer = operator == b"BDC" and operands[:1] == [b"/OC"] and len(operands) == 2
            self.marks.append(is_layer and self.names.hides(plain(operands[1])))
        elif operator == b"EMC":
            del self.marks[-1:]
        elif operator == b"BI":
            self._inline_picture()
        elif True in self.marks and operator in TAKE_AWAY_WHEN_HIDDEN:
            self._write([TAKE_AWAY_WHEN_HIDDEN[operator]])
        elif operator in OPERANDS and (fit := fitting(operator, operands)) is not None:
            self._write_named(operator, fit)

    def _write_named(self, operator: bytes, operands: list[bytes]) -> None:
        """Write an instruction under the new names, or nothing where what it names is not copied."""
        for place, word in enumerate(operands):
            if word.startswith(b"/") and word not in PLAIN_NAMES.get(operator, ()):
                new = self.names.renamed(LISTS.get(operator, ""), plain(word))
                if new is None:
                    return
                operands[place] = new
        self._write([*operands, operator])

    def _write(self, words: list[bytes]) -> None:
        self.out += b" ".join(words) + b"\n"

    def _inline_picture(self) -> None:
        """Copy a picture that stands among the instructions: the keys that draw it, and its data."""
        words: list[bytes] = []
        while self.at < len(self.text) and (word := self._next()) != b"ID":
            if not word.startswith(b"%") and word.strip(BLANK):
                words.append(word)
        start = self.at + 1
        end, self.at = _end_of_picture(self.text, start)
        if True in self.marks:
            return
        described = self._described(words)
        data = self.text[start:end]
        if data.startswith(b"\xff\xd8"):
            data = without_remarks(data) + b"\n"
        self.out += b"BI " + b" ".join(described) + b" ID " + data + b"EI\n"

    def _described(self, words: list[bytes]) -> list[bytes]:
        kept, at = list[bytes](), 0
        while at < len(words):
            end = _end_of_value(words, at + 1)
            value = [self._inline_name(word) for word in words[at + 1 : end]]
            if words[at] in INLINE_KEYS and None not in value:
                kept += [words[at], *(word for word in value if word is not None)]
            at = end
        return kept

    def _inline_name(self, word: bytes) -> bytes | None:
        if not word.startswith(b"/") or word in INLINE_NAMES:
            return word
        return self.names.renamed("/ColorSpace", plain(word))


def plain(name: bytes) -> str:
    """Return a name as it is meant: #41 is A."""
    meant = re.sub(rb"#([\da-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), name)
    return meant.decode(errors="surrogateescape")


def _end_of_string(text: bytes, at: int) -> int:
    """Return where a string ends, or step over a sign that stands where none belongs."""
    if text[at : at + 1] != b"(":
        return at + 1
    depth = 0
    for found in re.compile(rb"\\[\s\S]|[()]").finditer(text, at):
        depth += {b"(": 1, b")": -1}.get(found.group(), 0)
        if depth == 0:
            return found.end()
    return len(text)


def _end_of_value(words: list[bytes], at: int) -> int:
    """Return where the value that begins here ends: one word, or all between brackets."""
    depth = 0
    while at < len(words):
        depth += {b"[": 1, b"<<": 1, b"]": -1, b">>": -1}.get(words[at], 0)
        at += 1
        if depth <= 0:
            break
    return at


def _end_of_picture(text: bytes, start: int) -> tuple[int, int]:
    """Return where the picture's data ends, and where the instructions go on: at an EI that instructions follow."""
    for found in INLINE_END.finditer(text, start):
        if AFTERWARDS.match(text[found.end() : found.end() + 24]):
            return found.start(), found.end()
    return len(text), len(text)

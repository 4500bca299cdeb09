"""Take the names out of font programs: who drew the font, what it is called, notices, remarks. Pure.

Glyphs keep their names, because characters are found by them. A program that is not understood stays as it is.
"""

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

## Type 1: text, then an encrypted part which is left alone

# The first line says to readers what this is; the name after the colon is of no use to them.
REMARK = re.compile(rb"(?:(%!(?:PS-AdobeFont|FontType)[-\d.]*)|%)[^\r\n]*")
TEXT = re.compile(
    rb"/(?:version|Notice|Copyright|FullName|FamilyName|Weight|BaseFontName)\b\s*"
    rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
)
NAME = re.compile(rb"/(?:FontName)\s*/([^\s/()<>\[\]{}%]+)")


def type1(program: bytes, clear: int) -> bytes:
    """Blot out the words in the readable beginning of a Type 1 program, whose length is `clear`."""
    text = bytearray(program[:clear])
    for found in REMARK.finditer(program, 0, clear):
        text[found.start() : found.end()] = (found[1] or b"").ljust(found.end() - found.start())
    for pattern in (TEXT, NAME):
        for found in pattern.finditer(program, 0, clear):
            text[found.start(1) : found.end(1)] = b"x" * (found.end(1) - found.start(1))
    return bytes(text) + program[clear:]


## TrueType and OpenType: tables, of which the ones that draw are kept

TABLES = frozenset(b"glyf|head|hhea|hmtx|loca|maxp|cvt |fpgm|prep|cmap|post|CFF |vhea|vmtx|VORG|gasp|OS/2".split(b"|"))
KINDS = (b"\0\1\0\0", b"true", b"OTTO")


def sfnt(program: bytes) -> bytes:
    """Return a TrueType or OpenType program with the tables needed for drawing alone."""
    if program[:4] not in KINDS:
        return program
    tables = dict(_tables(program))
    if not tables:
        return program
    if b"CFF " in tables:
        tables[b"CFF "] = cff(tables[b"CFF "])
    if len(tables.get(b"head", b"")) >= 54:
        head = tables[b"head"]  # revision, sum and the two dates
        tables[b"head"] = head[:4] + bytes(8) + head[12:20] + bytes(16) + head[36:]
    if len(tables.get(b"OS/2", b"")) >= 62:
        tables[b"OS/2"] = tables[b"OS/2"][:58] + b"    " + tables[b"OS/2"][62:]  # the maker's sign
    return _written(program[:4], tables)


def _tables(program: bytes) -> Iterator[tuple[bytes, bytes]]:
    for at in range(12, 12 + 16 * int.from_bytes(program[4:6]), 16):
        offset, size = int.from_bytes(program[at + 8 : at + 12]), int.from_bytes(program[at + 12 : at + 16])
        if program[at : at + 4] in TABLES and offset < len(program):
            yield program[at : at + 4], program[offset : offset + size]


def _written(kind: bytes, tables: dict[bytes, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    numbers = (len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16)
    head = kind + b"".join(number.to_bytes(2) for number in numbers)
    body, start = bytearray(), len(head) + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += tag + total.to_bytes(4) + (start + len(body)).to_bytes(4) + len(table).to_bytes(4)
        body += padded
    return head + bytes(body)


## Compact fonts: the words lie in lists that other parts point to by number, so they are blotted out in place

STANDARD_STRINGS = 391
WORDS = frozenset({0, 1, 2, 3, 4, 1200, 1221, 1222, 1238})  # version, notice, names, copyright, PostScript, base font
PARTS = 1236  # the fonts that a font by characters is made of


def cff(program: bytes) -> bytes:
    """Blot out the names and notices of a compact font."""
    clean = bytearray(program)
    try:
        names, at = _list(program, program[2])
        tops, at = _list(program, at)
        strings, _ = _list(program, at)
        dictionaries = [_dictionary(program[first:last]) for first, last in tops]
        for first, last in names:
            clean[first:last] = b"x" * (last - first)
        for place in [top[PARTS] for top in dictionaries if PARTS in top]:
            dictionaries += [_dictionary(program[first:last]) for first, last in _list(program, place)[0]]
        for number in {found[word] for found in dictionaries for word in WORDS & found.keys()}:
            if 0 <= number - STANDARD_STRINGS < len(strings):
                first, last = strings[number - STANDARD_STRINGS]
                clean[first:last] = b"x" * (last - first)
    except (IndexError, ValueError):
        return program
    return bytes(clean)


def _list(program: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return where the members of a list begin and end, and where the list ends."""
    count = int.from_bytes(program[at : at + 2])
    if count == 0:
        return [], at + 2
    size = program[at + 2]
    if not 1 <= size <= 4:
        raise ValueError("This is no list of a compact font.")
    base = at + 3 + (count + 1) * size - 1
    places = [at + 3 + number * size for number in range(count + 1)]
    ends = [base + int.from_bytes(program[place : place + size]) for place in places]
    if sorted(ends) != ends or ends[-1] > len(program):
        raise ValueError("This is no list of a compact font.")
    return list(pairwise(ends)), ends[-1]


def _dictionary(data: bytes) -> dict[int, int]:
    """Return the last number before each operator; those of two bytes are 1200 and more."""
    found, number, at = dict[int, int](), 0, 0
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            at += 1 + (byte == 12)
            found[1200 + data[at - 1] if byte == 12 else byte] = number
        elif byte == 30:
            at += 1
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        else:
            number, at = _number(data, at)
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    if byte == 28:
        return int.from_bytes(data[at + 1 : at + 3], signed=True), at + 3
    if byte == 29:
        return int.from_bytes(data[at + 1 : at + 5], signed=True), at + 5
    if 32 <= byte <= 246:
        return byte - 139, at + 1
    if 247 <= byte <= 250:
        return (byte - 247) * 256 + data[at + 1] + 108, at + 2
    if 251 <= byte <= 254:
        return -(byte - 251) * 256 - data[at + 1] - 108, at + 2
    raise ValueError("This is no number of a compact font.")

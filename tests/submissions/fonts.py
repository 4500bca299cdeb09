"""Font programs for the tests, signed by their makers: small, but of the form that readers of PDFs expect."""

from pathlib import Path

import reportlab

FONTS = Path(reportlab.__file__).parent / "fonts"


def drawn_truetype(family: str, private: str) -> bytes:
    """Return a TrueType font with a word in its table of names and another in a table of its own."""
    program = (FONTS / "Vera.ttf").read_bytes()
    tables = {b"MINE": private.encode()}
    for at in range(12, 12 + 16 * int.from_bytes(program[4:6]), 16):
        start, size = int.from_bytes(program[at + 8 : at + 12]), int.from_bytes(program[at + 12 : at + 16])
        tables[program[at : at + 4]] = program[start : start + size]
    tables[b"name"] += family.encode()
    head, body = program[:4] + len(tables).to_bytes(2) + bytes(6), b""
    for tag, table in sorted(tables.items()):
        head += tag + bytes(4) + (12 + 16 * len(tables) + len(body)).to_bytes(4) + len(table).to_bytes(4)
        body += table + bytes(-len(table) % 4)
    return head + body


def type1(name: str, notice: str) -> tuple[bytes, int]:
    """Return a Type 1 font with a name and a notice, and how long its readable beginning is."""
    parts, packed, at = [], (FONTS / "callig15.pfb").read_bytes(), 0
    while packed[at + 1] != 3:
        size = int.from_bytes(packed[at + 2 : at + 6], "little")
        parts.append(packed[at + 6 : at + 6 + size])
        at += 6 + size
    clear = parts[0].replace(b"/FontName /CALLIG15", b"/FontName /" + name.encode())
    clear = clear.replace(b"/FullName (", b"/FullName (" + notice.encode() + b" (drawn \\(by hand\\)) ")
    return clear + b"".join(parts[1:]), len(clear)


def compact(name: str, notice: str) -> bytes:
    """Return a compact font of one square."""

    def listed(*members: bytes) -> bytes:
        ends = [1 + sum(map(len, members[:count])) for count in range(len(members) + 1)]
        return len(members).to_bytes(2) + b"\2" + b"".join(end.to_bytes(2) for end in ends) + b"".join(members)

    def number(value: int) -> bytes:
        return b"\x1d" + value.to_bytes(4)

    square = bytes([139, 22, 247, 192, 6, 247, 192, 7, 251, 192, 6, 14])
    glyphs, strings = listed(b"\x0e", square), listed(notice.encode())
    names = b"\1\0\4\2" + listed(name.encode())
    top = number(391) + b"\1" + number(0) + b"\x11" + number(0) + number(0) + b"\x12"
    start = len(names) + len(listed(top)) + len(strings) + 2
    top = number(391) + b"\1" + number(start) + b"\x11" + number(0) + number(start + len(glyphs)) + b"\x12"
    return names + listed(top) + strings + b"\0\0" + glyphs

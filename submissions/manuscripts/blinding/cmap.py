"""Write a character map anew: the pairs of codes it is for, without its name, maker and remarks. Pure."""

import re

COMMENT = re.compile(rb"%[^\r\n]*")
SECTION = re.compile(
    rb"\d+\s+begin(codespacerange|bfchar|bfrange|cidchar|cidrange|notdefchar|notdefrange)\b([\s\da-fA-F<>\[\]]*?)end\1\b"
)
HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Map def
/CMapType 2 def
/WMode %d def
"""
TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
VERTICAL = re.compile(rb"/WMode\s+1\b")


def without_names(text: bytes) -> bytes:
    """Return the map with its sections alone."""
    text = COMMENT.sub(b"", text)
    sections = [found.group().strip() + b"\n" for found in SECTION.finditer(text)]
    return HEAD % bool(VERTICAL.search(text)) + b"".join(sections) + TAIL

"""Measure what a PDF's packed parts unpack to, piece by piece, before a library unpacks them whole. Pure."""

import re
import zlib
from pathlib import Path

from submissions.manuscripts.checks.problem import Problem

MOST_IN_ONE = 256 * 1024**2  # a picture of 9,000 by 9,000 points
MOST_IN_ALL = 1024**3
PIECE = 256 * 1024
BEGINS = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x00-\xff])")
TOO_LARGE_INSIDE = (
    "The PDF is small outside and very large inside: unpacked, it has more than can be looked at. "
    "Save its pictures smaller, or print it to a new PDF, and choose that file."
)


def check_inflation(path: Path) -> None:
    """Raise Problem when one packed part, or all together, unpack to more than a paper needs."""
    data = memoryview(path.read_bytes())
    left = MOST_IN_ALL
    for found in BEGINS.finditer(data):
        left -= _unpacked(data[found.end() :], min(MOST_IN_ONE, left))


def _unpacked(data: memoryview, most: int) -> int:
    """Return to how much a part unpacks, and what comes out of it if it is packed itself."""
    outer, inner = zlib.decompressobj(), _Inner()
    size, at, waiting = 0, 0, b""
    try:
        while not outer.eof and (waiting or at < len(data)):
            if not waiting:
                waiting, at = bytes(data[at : at + PIECE]), at + PIECE
            piece = outer.decompress(waiting, PIECE)
            waiting = outer.unconsumed_tail
            size += len(piece) + inner.take(piece, most)
            if size > most:
                raise Problem(TOO_LARGE_INSIDE)
    except zlib.error:
        pass  # not packed this way; the libraries say what it is
    return size


class _Inner:
    """Unpacks what was unpacked, as long as that makes sense."""

    def __init__(self) -> None:
        self.unpacking, self.makes_sense = zlib.decompressobj(), True

    def take(self, piece: bytes, most: int) -> int:
        """Return how much comes out of a piece, or a little more than `most`."""
        size = 0
        while piece and self.makes_sense and not self.unpacking.eof and size <= most:
            try:
                size += len(self.unpacking.decompress(piece, PIECE))
            except zlib.error:
                self.makes_sense = False
            piece = self.unpacking.unconsumed_tail
        return size

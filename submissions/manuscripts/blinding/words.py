"""The words of drawing instructions, and which operands each instruction takes. Pure.

`SWEEP` passes over whole instructions that name nothing, quickly; `fitting` keeps of other operands what the
instruction takes. So a word that no instruction takes is not copied.
"""

import re

## Words

END = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|$)"
BLANK = b"\0\t\n\f\r "
SPACE = rb"[\0\t\n\f\r ]"
STRING = rb"\((?:[^()\\]|\\[\s\S])*+\)"
CODED = rb"<[\da-fA-F\s]*+>"
NUMBER = rb"[-+.\d]++" + END
WORD = re.compile(
    SPACE
    + rb"++|%[^\r\n]*+|/[^\0\t\n\f\r ()<>\[\]{}/%]*+|"
    + STRING
    + rb"|<<|>>|"
    + CODED
    + rb"|[\[\]{}]|[^\0\t\n\f\r ()<>\[\]{}/%]++"
)
OPERATOR = re.compile(rb"[A-Za-z'\"][A-Za-z0-9*]*$|T\*$")
ASTRAY = frozenset({b")", b">", b"{", b"}"})
VALUES = frozenset({b"true", b"false", b"null"})

## Operands: n is a number, s a string, r a row of both, N a name; n* any number of numbers, N? a name that may be there

OPERANDS = {
    operator.encode(): kinds
    for kinds, operators in {
        "": "h n q Q S s f F f* B B* b b* W W* BT ET T*",
        "n": "w J j M i g G Tc Tw Tz TL Tr Ts",
        "nn": "m l Td TD d0",
        "nnn": "rg RG",
        "nnnn": "re v y k K",
        "nnnnnn": "c cm Tm d1",
        "n*": "sc SC",
        "s": "Tj '",
        "nns": '"',
        "r": "TJ",
        "rn": "d",
        "Nn": "Tf",
        "N": "gs cs CS sh Do ri",
        "n*N?": "scn SCN",
    }.items()
    for operator in operators.split()
}
ROW = rb"\[(?:" + SPACE + rb"|" + NUMBER + rb"|" + STRING + rb"|" + CODED + rb")*+\]"
READ = {
    "n": rb"(?:" + NUMBER + SPACE + rb"*+)",
    "s": rb"(?:(?:" + STRING + rb"|" + CODED + rb")" + SPACE + rb"*+)",
    "r": rb"(?:" + ROW + SPACE + rb"*+)",
}


def _swept(kinds: str) -> bytes:
    """Return how all instructions with these operands are read."""
    operators = sorted((re.escape(word) for word, wanted in OPERANDS.items() if wanted == kinds), key=len, reverse=True)
    operands = READ["n"] + b"++" if kinds == "n*" else b"".join(READ[kind] for kind in kinds)
    return operands + rb"(?:" + b"|".join(operators) + rb")" + END


# The shapes that are met most often come first.
SWEEP = re.compile(
    rb"(?:"
    + SPACE
    + rb"++|"
    + b"|".join(map(_swept, ["nn", "r", "", "nnnnnn", "n", "nnnn", "nnn", "s", "n*", "rn", "nns"]))
    + rb")++"
)
KINDS = {
    "n": re.compile(NUMBER),
    "s": re.compile(STRING + b"|" + CODED + rb"|\([\s\S]*\)"),
    "N": re.compile(rb"/"),
}


def fitting(operator: bytes, words: list[bytes]) -> list[bytes] | None:
    """Return the last words before an operator that it takes; None if there are not enough, or others."""
    left, kept = list(words), list[bytes]()
    kinds = re.findall(r".[*?]?", OPERANDS[operator])
    for kind in reversed(kinds):
        if kind == "r":
            found = _row(left)
        elif len(kind) == 1:
            found = [left.pop()] if left and KINDS[kind].match(left[-1]) else None
        else:
            found = _trailing(left, kind)
        if found is None:
            return None
        kept = found + kept
    return kept


def _trailing(left: list[bytes], kind: str) -> list[bytes]:
    """Take away as many words of a kind as there are, or one at most."""
    most = len(left) if kind[1] == "*" else 1
    found = list[bytes]()
    while left and len(found) < most and KINDS[kind[0]].match(left[-1]):
        found.insert(0, left.pop())
    return found


def _row(left: list[bytes]) -> list[bytes] | None:
    """Take away a row: its numbers and strings between brackets."""
    if not left or left[-1] != b"]" or b"[" not in left:
        return None
    start = len(left) - 1 - left[::-1].index(b"[")
    inside = [word for word in left[start + 1 : -1] if KINDS["n"].match(word) or KINDS["s"].match(word)]
    del left[start:]
    return [b"[", *inside, b"]"]

r"""Where a formula begins and ends in a text: $a$, \(a\), $$a$$, \[a\]. A plugin of the Markdown parser.

The dollar plugin that comes with the parser looks at the last character of the text when it means the one before
the first, and so misses formulas; it also knows no \( and \[. Prices stay prices: within a pair of $ no blank
comes first or last, and what begins with a digit is not followed by one: "$5 and $10" and "$5-$10" hold no formula.
"""

import re
from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

CLOSING = {"$$": "$$", r"\[": r"\]", r"\(": r"\)", "$": "$"}
UNESCAPED = {mark: re.compile(rf"(?<!\\)(?:\\\\)*(?={re.escape(mark)})") for mark in CLOSING.values()}
ENVIRONMENT = re.compile(r"\\begin\{((?:equation|(?:fl)?align|gather|multline|eqnarray|[pbBvV]?matrix)\*?)\}")


def mathmarks_plugin(parser: MarkdownIt) -> None:
    """Teach the parser formulas, as tokens of type "math"."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "math", _block, {"alt": interrupts})
    parser.inline.ruler.before("escape", "math", _inline)


def _inline(state: StateInline, silent: bool) -> bool:
    """A formula within a line, in which $$ and \\[ may stand too."""
    start = state.pos
    opening = next((mark for mark in CLOSING if state.src.startswith(mark, start)), "")
    if not opening:
        return False
    closing = CLOSING[opening]
    inside = start + len(opening)
    end = _next(_unescaped(state, closing), inside)
    if end < 0 or not (content := state.src[inside:end]).strip():
        return False
    follows = state.src[end + 1 : end + 2]
    if opening == "$" and (content[0].isspace() or content[-1].isspace()):
        return False
    if opening == "$" and content[0].isdigit() and follows.isdigit():
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.content, token.markup, token.info = content, opening, closing
        token.meta = {"display": opening in {"$$", r"\["}}
    state.pos = end + len(closing)
    return True


def _unescaped(state: StateInline, mark: str) -> list[int]:
    """Return where the mark stands without a backslash before it; read once a text, however many formulas open."""
    found: dict[tuple[str, str], list[int]] = state.env.setdefault("formulas end", {})
    if (state.src, mark) not in found:
        found[state.src, mark] = [match.end() for match in UNESCAPED[mark].finditer(state.src)]
    return found[state.src, mark]


def _next(places: list[int], start: int) -> int:
    """Return the first of these places from here on; -1 for none."""
    here = bisect_left(places, start)
    return places[here] if here < len(places) else -1


def _block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A formula on lines of its own: between $$ or \\[ \\], or an environment such as align."""
    if state.is_code_block(first):
        return False
    opening, closing = _marks_of(_line(state, first))
    if not opening:
        return False
    last = _last_line(state, first, end, opening, closing)
    if last is None:
        return False
    text = state.getLines(first, last + 1, state.sCount[first], False).strip()
    if silent:
        return True
    token = state.push("math", "math", 0)
    token.block = True
    token.map = [first, last + 1]
    if opening in CLOSING:
        token.content, token.markup, token.info = text[2:-2], opening, closing
    else:
        token.content = text
    state.line = last + 1
    return True


def _marks_of(line: str) -> tuple[str, str]:
    """With which mark a formula opens at the start of this line, and which will close it."""
    if line.startswith(("$$", r"\[")):
        return line[:2], CLOSING[line[:2]]
    if match := ENVIRONMENT.match(line):
        return match.group(), match.group().replace("begin", "end", 1)
    return "", ""


def _last_line(state: StateBlock, first: int, end: int, opening: str, closing: str) -> int | None:
    """The line that ends with the closing mark. A blank line, or a mark in the wrong place, ends the search.

    So each line is looked at once however many formulas are opened and never closed.
    """
    for number in range(first, end):
        line = _line(state, number)
        rest = line[len(opening) :] if number == first else line
        if rest.find(closing) == len(rest) - len(closing) >= 0 and (rest != closing or number > first):
            return number
        if not line or state.sCount[number] < state.blkIndent or closing in rest or opening in rest:
            return None
    return None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()

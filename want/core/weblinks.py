"""Web addresses written out in a text become links. A plugin of the Markdown parser.

Only http and https: a bare name such as agent.py is a file far more often than a site, and whoever writes a mail
address into a review seldom wants it clicked.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ADDRESS = re.compile(r"\bhttps?://[\w.-]+\.\w+[^\s<>\"“”]*", re.IGNORECASE)
ENDS_THE_SENTENCE = ".,;:!?*_~'\N{RIGHT SINGLE QUOTATION MARK}"


def weblinks_plugin(parser: MarkdownIt) -> None:
    """Add the rule, after the words of a paragraph have been put together."""
    parser.core.ruler.push("weblinks", _link_addresses)


def _link_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any("://" in child.content for child in token.children):
            token.children = list(_linked(token.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    """The same tokens, with the addresses in text that is not in a link already cut out as links."""
    inside_link = 0
    for token in tokens:
        inside_link += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "text" and not inside_link:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    done = 0
    for match in ADDRESS.finditer(token.content):
        address = without_final_punctuation(match.group())
        yield _text(token.content[done : match.start()], token.level)
        yield Token("link_open", "a", 1, attrs={"href": address}, level=token.level)
        yield _text(address, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level)
        done = match.start() + len(address)
    yield _text(token.content[done:], token.level)


def without_final_punctuation(address: str) -> str:
    """Leave the full stop to the sentence, and a closing bracket that was opened before the address."""
    address = address.rstrip(ENDS_THE_SENTENCE)
    while address.endswith((")", "]")):
        opening = "(" if address.endswith(")") else "["
        if address.count(address[-1]) <= address.count(opening):
            break
        address = address[:-1].rstrip(ENDS_THE_SENTENCE)
    return address


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)

"""Tables no larger than people write them. A plugin of the Markdown parser.

Each row of a table is filled up to the columns of its head, so a few kilobytes can become tens of thousands of cells,
seconds of work and a page that nobody can read.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table

MOST_COLUMNS = 50
MOST_CELLS = 3_000  # of all tables of a text together


class TooManyCellsError(ValueError):
    """A text has tables of more cells than are drawn."""


def small_tables_plugin(parser: MarkdownIt) -> None:
    """Count the cells of each table before it is built."""
    parser.block.ruler.at("table", _counted, {"alt": ["paragraph", "reference"]})


def _counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Build the table that begins here, if one does. Raises TooManyCellsError instead of building a large one."""
    if not table(state, start, end, True):
        return False
    if silent:
        return True
    columns = _line(state, start + 1).strip().strip("|").count("|") + 1
    cells = state.env.get("cells", 0) + columns * _rows(state, start, end)
    if columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise TooManyCellsError
    state.env["cells"] = cells
    return table(state, start, end, False)


def _rows(state: StateBlock, start: int, end: int) -> int:
    """Return how many lines the table has at most: it ends at an empty one, or before."""
    return next((line - start for line in range(start, end) if state.isEmpty(line)), end - start)


def _line(state: StateBlock, line: int) -> str:
    return str(state.src[state.bMarks[line] : state.eMarks[line]])

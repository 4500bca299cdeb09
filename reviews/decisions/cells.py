"""The cells of the decisions table as HTML, written directly: a template for each of 5,000 rows would take seconds.

All that comes from people goes through `escape` or, for formulas in titles, `render_inline`; everything else is ours.
"""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from reviews.decisions.table import Row
from reviews.models.decision import Outcome
from want.core.markdown import render_inline
from want.core.templatetags.ui import score_marks

LABELS = {outcome.value: outcome.label for outcome in Outcome}
SHORT = {Outcome.ORAL.value: "Oral", Outcome.POSTER.value: "Poster", Outcome.REJECT.value: "Reject"}
TONES = {Outcome.ORAL.value: "good", Outcome.POSTER.value: "good", Outcome.REJECT.value: "bad"}


@lru_cache(maxsize=8192)
def marks(scores: tuple[int, ...]) -> str:
    """Return the drawing of some scores; a few hundred different ones serve any edition."""
    return render_to_string("ui/score_marks.html", score_marks(scores)).strip()


def outcome_words(outcome: str) -> str:
    """Return a decision as a badge."""
    if not outcome:
        return '<span class="quiet">none yet</span>'
    return f'<span class="badge badge-{TONES[outcome]}">{LABELS[outcome]}</span>'


def recommended(recommendations: tuple[str, ...]) -> str:
    """Return what the area chairs recommend."""
    return ", ".join(SHORT[one] for one in recommendations) or '<span class="quiet">none yet</span>'


def choice(row: Row, *, url: str, note: str = "", tone: str = "") -> str:
    """Return the cell in which a decision is made: a menu that saves itself where there is JavaScript.

    `seen` is what the form shows, so that a save tells what was changed here from what was changed elsewhere.
    """
    options = "".join(
        f'<option value="{value}"{" selected" if value == row.outcome else ""}>{label}</option>'
        for value, label in [("", "No decision"), *LABELS.items()]
    )
    said = f'<span class="decision-note {tone}" role="status">{escape(note)}</span>' if note else ""
    return (
        f'<span class="decision-cell"><input type="hidden" name="seen-{row.code}" value="{row.version}:{row.outcome}">'
        f'<select class="form-select" id="outcome-{row.code}" name="outcome-{row.code}" '
        f'aria-label="Decision on paper {row.number}" hx-post="{url}outcome/">{options}</select>'
        f'<a class="small" href="{url}">{"Note written" if row.has_note else "Note"}'
        f'<span class="visually-hidden"> to the authors of paper {row.number}</span></a>{said}</span>'
    )


def numbers(counts: list[dict[str, Any]]) -> str:
    """Return the numbers above the table, sent along with a saved cell so that they follow at once."""
    return "".join(f'<b class="num" id="count-{one["key"]}" hx-swap-oob="true">{one["count"]}</b>' for one in counts)


def lines(rows: list[Row], columns: "Columns") -> SafeString:
    """Return the rows of the table."""
    return SafeString("".join(columns.line(row) for row in rows))


class Columns:
    """Which columns this chair sees, and how each row is written with them."""

    def __init__(
        self,
        *,
        slug: str,
        types: dict[int, str],
        decides: bool,
        with_menus: bool,
        with_recommendations: bool,
        with_decisions: bool,
    ) -> None:
        self.papers_url = f"/{slug}/papers/"
        self.decide_url = f"/desk/e/{slug}/decisions/"
        self.types = {pk: escape(name) for pk, name in types.items()}
        self.with_types = len(types) > 1
        self.decides = decides
        self.with_menus = with_menus and decides
        self.with_recommendations = with_recommendations
        self.with_decisions = with_decisions

    def line(self, row: Row) -> str:
        """Return one row."""
        number = row.number
        cells = [f'<tr id="p{number}">']
        if self.decides:
            cells.append(
                f'<td class="tick"><input type="checkbox" name="paper" value="{row.code}" '
                f'aria-label="Tick paper {number}"></td>'
            )
        cells.append(
            f'<td class="num" data-label="Number">{number}</td>'
            f'<td class="row-title"><a href="{self.papers_url}{row.code}/">{render_inline(row.title)}</a></td>'
        )
        if self.with_types:
            cells.append(f'<td data-label="Type">{self.types.get(row.kind or 0, "")}</td>')
        cells.append(
            f'<td data-label="Scores">{marks(row.scores)}</td>'
            f'<td class="num" data-label="Reviews">{len(row.scores)} of {row.due}</td>'
        )
        if self.with_recommendations:
            cells.append(f'<td data-label="Area chair">{recommended(row.recommendations)}</td>')
        if self.with_decisions:
            cells.append(f'<td data-label="Decision">{self._decision(row)}</td>')
        cells.append("</tr>")
        return "".join(cells)

    def _decision(self, row: Row) -> str:
        return choice(row, url=f"{self.decide_url}{row.code}/") if self.with_menus else outcome_words(row.outcome)

"""The world of the table of access, with words in it that are hard to fit on a phone."""

from reviews.models import Comment, MetaReview, Rebuttal, Review
from submissions.models import Submission
from tests import cast
from tests.access.world import World, make_world
from tests.journeys.site import Site, empty_all_tables
from want.venues.models import Edition
from want.venues.stages import Stage

LONG_WORD = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"
TITLE = f"On $\\sum_{{i=1}}^{{n}} x_i^2 \\le \\left\\lVert A \\right\\rVert_F$ and the {LONG_WORD} of micro-batches"
TEXT = f"""
A **summary** with `code_that_is_rather_long(and, does, not, break, anywhere, at=all)` and {LONG_WORD}.

1. See https://example.org/a/very/long/address/that/nobody/would/type/but/that/is/pasted/all/the/time?with=a&query

```
a_block_of_code = "that is wider than any phone is, by far, and has to be scrolled to be read to its end"
```

| first column | second column | third column | fourth column | fifth column |
|---|---|---|---|---|
| 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 |

$$\\mathcal{{L}}(\\theta) = \\frac{{1}}{{n}} \\sum_{{i=1}}^{{n}} \\ell(f_\\theta(x_i), y_i) + \\lambda$$
"""
WRITTEN = (
    (Submission, ("abstract",)),
    (Review, ("strengths", "weaknesses", "questions", "confidential")),
    (Rebuttal, ("text",)),
    (Comment, ("text",)),
    (MetaReview, ("text",)),
    (Edition, ("about", "call", "instructions")),
)


class Worlds:
    """Makes the world of a stage and sets the clock to it; one world at a time stands in the database."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.present: World | None = None

    def at(self, stage: Stage) -> World:
        """Return the world as it stands in this stage."""
        if self.present is None or self.present.stage is not stage:
            if self.present:
                empty_all_tables()
            self.present = make_world(stage)
            self.site.set_clock(cast.play_to(self.present.edition, stage))
            _write_what_is_hard_to_fit()
        return self.present


def _write_what_is_hard_to_fit() -> None:
    Submission.objects.update(title=TITLE, tldr=TEXT[:200], keywords=[LONG_WORD, "training"])
    for model, fields in WRITTEN:
        model.objects.update(**dict.fromkeys(fields, TEXT))

"""Who sits before which browser in a story that is told in chapters, and what time it is."""

from datetime import timedelta

from tests.journeys import outbox
from tests.journeys.people import Person
from want.venues.models import Edition
from want.venues.stages import Stage, Window

SLUG = "want2026"


class Story:
    """Who sits where, and what time it is."""

    def __init__(self, site, chromium):
        self.site, self.chromium = site, chromium
        self.seats: dict[str, Person] = {}

    def seat(self, name: str, **how) -> Person:
        """Seat somebody; or return them to the seat they took in an earlier chapter."""
        if name not in self.seats:
            self.seats[name] = Person(self.chromium, self.site.url, **how)
        return self.seats[name]

    def it_is(self, stage: Stage) -> None:
        """Let it be the middle of a stage, as the dates say that the organiser has set."""
        window = self._window(stage)
        self.site.set_clock(window.opens_at + (window.closes_at - window.opens_at) / 2)

    def it_is_the_day_after(self, stage: Stage) -> None:
        """Let it be a day past the end of a stage."""
        self.site.set_clock(self._window(stage).closes_at + timedelta(days=1))

    def _window(self, stage: Stage) -> Window:
        return Edition.objects.with_calendar().get(slug=SLUG).calendar.windows[stage]

    def code_for(self, address: str) -> str:
        """Wait for the mail, and return the code in it."""
        self.site.work_off()
        return outbox.code_to(address)

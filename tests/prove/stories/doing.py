"""What somebody does before something happens, and after: the scripts that are crossed with events and people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.prove.pressing import Opened
from tests.prove.stories.visitor import Visitor

Doing = Callable[[Visitor], None]

# Pages on which somebody sets what is theirs, or has something computed.
OWN = (
    "profile",
    "submissions:edit",
    "submissions:volunteer",
    "committee:profile",
    "conflicts:own",
    "expertise:absences",
    "discussion:mail",
    "bidding:home",
    "late:stop",
    "desk:settings",
    "desk:member_service",
    "desk:venues_membership_change",
    "desk:matching",
    "desk:assignment",
    "desk:plan",
    "desk:collusion",
    "desk:release",
    "desk:remind_reviewers",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to do before, and one to do after."""

    before: Doing
    after: Doing


@dataclass(frozen=True, slots=True)
class Script:
    """A way of finding something out. Where it has many parts, the events that can be told together are."""

    name: str
    parts: Callable[[Visitor], Iterator[Part]]
    is_long: bool = False


def look_at_all(visitor: Visitor) -> None:
    """Look at every page, read all letters, take the copy of one's data."""
    visitor.look()
    visitor.look_at_what_is_new()
    visitor.read_letters()
    visitor.take_copy()


def send_what_is_open(visitor: Visitor) -> None:
    """Press every button of what was opened before, each as if it were the only one."""
    for one in visitor.kept_open:
        with visitor.tentatively():
            visitor.press_on(one, visitor.press(one))


def set_own(visitor: Visitor) -> None:
    """Set all there is to set, each number to one, and start what can be started."""
    visitor.open_all(OWN)
    for one in visitor.kept_open:
        visitor.press(one.with_numbers("1"))


def again(one: Opened) -> Part:
    """Press a button; afterwards the same once more as it was sent, and as its page stands then."""

    def once_more(visitor: Visitor) -> None:
        with visitor.tentatively():
            visitor.press_on(one, visitor.press(one, "again: "), "again: ")
        page = visitor.page_of(one)
        visitor.look([page])
        for fresh in visitor.opened_on(page):
            if (fresh.button.form, fresh.button.name) == (one.button.form, one.button.name):
                with visitor.tentatively():
                    visitor.press(fresh, "anew: ")

    return Part(lambda visitor: visitor.press(one) and None, once_more)


def _looks(_visitor: Visitor) -> Iterator[Part]:
    yield Part(look_at_all, look_at_all)


def _late(_visitor: Visitor) -> Iterator[Part]:
    yield Part(Visitor.open_all, send_what_is_open)


def _own(_visitor: Visitor) -> Iterator[Part]:
    yield Part(set_own, look_at_all)


def _twice(visitor: Visitor) -> Iterator[Part]:
    visitor.open_all()
    kinds = {(one.button.page, one.button.form, one.button.name): one for one in reversed(visitor.kept_open)}
    yield from (again(one) for one in reversed(kinds.values()))


SCRIPTS = (
    Script("looks, and looks again", _looks),
    Script("sends late what was open", _late),
    Script("has set what is theirs to set", _own),
    Script("does the same twice", _twice, is_long=True),
)

"""The rehearsal from its first scene to the last: acts, proofs, and the report. Called by `manage.py rehearse`."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from want.demo.rehearsal.acts import accounts, opening, submitting
from want.demo.rehearsal.casting import cast
from want.demo.rehearsal.proofs import mails
from want.demo.rehearsal.proofs import papers as papers_proofs
from want.demo.rehearsal.world import World

Part = Callable[[World], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage of the edition: what people do, and what must be true after it."""

    name: str
    acts: tuple[Part, ...]
    proofs: tuple[Part, ...]


SCENES = (
    Scene("Opening the edition", (opening.the_site_is_set_up, opening.an_edition_is_opened), ()),
    Scene(
        "Accounts",
        (
            accounts.everybody_signs_up,
            accounts.some_sign_out_and_in_again,
            accounts.a_wrong_code_lets_nobody_in,
        ),
        (mails.every_mail_has_come_once,),
    ),
    Scene(
        "Submission",
        (
            submitting.nobody_can_submit_before_it_opens,
            submitting.papers_are_handed_in,
            submitting.receipts_come_by_mail,
            submitting.papers_change,
            submitting.two_authors_change_one_paper_at_once,
            submitting.a_listed_author_signs_up_and_finds_the_paper,
            submitting.others_find_nothing,
            submitting.the_deadline_is_extended,
            submitting.changes_count_until_the_new_deadline,
            submitting.the_late_are_refused_in_words,
        ),
        (
            papers_proofs.every_paper_stands_as_its_authors_left_it,
            papers_proofs.every_file_is_kept,
            papers_proofs.the_log_tells_it,
            mails.every_mail_has_come_once,
        ),
    ),
)


@dataclass(slots=True)
class Report:
    """How it went."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Return the plain last line."""
        return f"{self.passed} checks passed, {len(self.failures)} failed"


def rehearse(base_url: str, *, papers: int, reviewers: int, seed: int, say: Callable[[str], None]) -> Report:
    """Play all scenes before the servers at this address; say how long each took, and what failed."""
    rng = random.Random(seed)
    world = World(base_url, cast(papers, reviewers, rng), rng, seed=seed)
    say(f"{papers} papers, {reviewers} reviewers, seed {seed}, at {base_url}")
    began = time.monotonic()
    for scene in SCENES:
        if not _played(scene, world, say):
            break
    seen = world.seen
    say(
        f"  {'in all':<22} {time.monotonic() - began:6.1f} s   {seen.requests} requests, "
        f"median {seen.median:.0f} ms, slowest {seen.slowest[0]:.0f} ms ({seen.slowest[1]})"
    )
    for failure in world.checks.failures:
        say(f"FAILED  {failure}")
    return Report(world.checks.passed, world.checks.failures)


def _played(scene: Scene, world: World, say: Callable[[str], None]) -> bool:
    """Play one scene; tell whether the next one can be played at all."""
    checks = world.checks
    checks.stage = scene.name
    before, requests, began = checks.passed, world.seen.requests, time.monotonic()
    outcomes = [_done(part, world) for part in (*scene.acts, *scene.proofs)]
    failed = sum(failure.startswith(f"{scene.name}:") for failure in checks.failures)
    say(
        f"  {scene.name:<22} {time.monotonic() - began:6.1f} s   {world.seen.requests - requests:5} requests, "
        f"{checks.passed - before:5} checks passed" + (f", {failed} FAILED" if failed else "")
    )
    return all(outcomes)


def _done(part: Part, world: World) -> bool:
    return world.one(f"the play goes on after {part.__name__.replace('_', ' ')}", lambda: part(world))

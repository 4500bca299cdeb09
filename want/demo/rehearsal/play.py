"""The rehearsal from its first scene to the last: acts, proofs, and the report. Called by `manage.py rehearse`."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from want.demo.rehearsal.acts import (
    accounts,
    answering,
    assigning,
    bidding,
    deciding,
    desk,
    discussing,
    hearing,
    inviting,
    knowing,
    opening,
    publishing,
    reviewing,
    submitting,
    writing,
)
from want.demo.rehearsal.casting import cast
from want.demo.rehearsal.proofs import (
    assignment,
    blindness,
    committee,
    decisions,
    letters,
    mails,
    papers,
    reviews,
    states,
)
from want.demo.rehearsal.world import World

Part = Callable[[World], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage of the edition: what people do, and what must be true after it beside what must always be true."""

    name: str
    acts: tuple[Part, ...]
    proofs: tuple[Part, ...]


# After every scene, in this order: what is due is noted by then, and the last lets the scene's pages go.
ALWAYS: tuple[Part, ...] = (
    states.every_status_is_lawful,
    assignment.the_assignment_holds,
    mails.every_mail_has_come_once,
    blindness.nothing_went_wrong_inside,
)

SCENES = (
    Scene(
        "Opening the edition",
        (opening.the_site_is_set_up, opening.an_edition_is_opened, opening.tracks_are_named),
        (),
    ),
    Scene(
        "Accounts",
        (
            accounts.everybody_signs_up,
            accounts.some_sign_out_and_in_again,
            accounts.somebody_adds_an_address,
            accounts.a_wrong_code_lets_nobody_in,
            submitting.nobody_can_submit_before_it_opens,
        ),
        (),
    ),
    Scene(
        "Committee",
        (
            inviting.the_chairs_are_invited,
            inviting.area_chairs_and_reviewers_are_invited,
            inviting.everybody_opens_their_link,
            committee.opening_a_link_has_answered_nothing,
            inviting.the_invited_answer,
            inviting.the_silent_are_reminded,
            inviting.a_used_or_invented_link_is_worth_nothing,
            knowing.some_paste_papers_of_their_own,
            knowing.some_state_a_country,
        ),
        (committee.those_serve_who_said_yes, committee.profiles_say_what_people_told),
    ),
    Scene(
        "Submission",
        (
            submitting.papers_are_handed_in,
            submitting.receipts_come_by_mail,
            submitting.papers_change,
            submitting.two_authors_change_one_paper_at_once,
            submitting.a_listed_author_signs_up_and_finds_the_paper,
            submitting.a_paper_that_lists_a_second_address_is_theirs,
            submitting.others_find_nothing,
            submitting.the_deadline_is_extended,
            submitting.changes_count_until_the_new_deadline,
            submitting.the_late_are_refused_in_words,
            hearing.readers_hear_of_bidding,
            submitting.some_are_turned_away,
        ),
        (
            papers.every_paper_stands_as_its_authors_left_it,
            papers.every_file_is_kept,
            papers.the_log_tells_it,
            blindness.strangers_saw_no_paper,
        ),
    ),
    Scene(
        "Bidding",
        (bidding.everybody_bids, bidding.late_bids_are_refused),
        (
            assignment.conflicts_are_those_of_the_cast,
            assignment.bids_stand_as_they_were_placed,
            blindness.lists_of_the_committee_name_no_author,
        ),
    ),
    Scene(
        "Assignment",
        (
            assigning.area_chairs_are_assigned,
            assigning.a_plan_for_too_many_says_who_is_missing,
            assigning.reviewers_are_assigned,
            assigning.nothing_is_left_to_assign,
            reviewing.nobody_reads_before_reviewing_opens,
        ),
        (
            assignment.the_assignment_was_put_to_the_test,
            assignment.reasons_name_own_papers,
            assignment.letters_of_assignment_are_due,
            assignment.the_log_tells_of_plans,
        ),
    ),
    Scene(
        "Reviewing",
        (
            reviewing.everybody_reads_their_papers,
            hearing.those_with_papers_hear_of_it,
            reviewing.one_hands_a_paper_back,
            reviewing.reviews_are_written,
            reviewing.those_still_due_are_reminded,
            reviewing.the_slow_submit_and_some_revise,
            desk.chairs_walk_through_the_desk,
            reviewing.reviews_rest_after_the_deadline,
            hearing.authors_hear_of_the_response,  # it opens as reviewing closes
        ),
        (
            assignment.everybody_finds_their_papers,
            reviews.every_paper_has_its_reviews,
            reviews.pseudonyms_are_one_a_person,
            letters.letters_name_nobody_they_should_not,
            blindness.reviewers_do_not_learn_authors,
            blindness.lists_of_the_committee_name_no_author,
            blindness.reviewers_do_not_learn_each_other,
            blindness.chairs_learn_nothing_of_papers_they_are_tied_to,
        ),
    ),
    Scene(
        "Author response",
        (
            answering.authors_answer_their_reviews,
            answering.a_late_answer_is_refused,
            hearing.those_with_papers_hear_of_it,  # the discussion opens as the response closes
        ),
        (
            reviews.responses_stand,
            blindness.authors_do_not_learn_reviewers,
        ),
    ),
    Scene(
        "Discussion",
        (
            discussing.the_committee_discusses,
            discussing.some_revise_after_the_discussion,
            discussing.area_chairs_sum_up,
            writing.chairs_write_to_the_committee,
        ),
        (
            reviews.every_paper_has_its_reviews,
            reviews.the_discussion_stands,
            letters.letters_name_nobody_they_should_not,
            blindness.reviewers_do_not_learn_authors,
            blindness.reviewers_do_not_learn_each_other,
        ),
    ),
    Scene(
        "Decisions",
        (
            deciding.authors_look_before,
            deciding.decisions_are_prepared,
            deciding.a_decision_is_changed,
            deciding.authors_see_nothing_of_it,
            desk.chairs_walk_through_the_desk,
        ),
        (
            decisions.decisions_are_as_decided_and_private,
            blindness.chairs_learn_nothing_of_papers_they_are_tied_to,
            blindness.authors_do_not_learn_reviewers,
        ),
    ),
    Scene(
        "Release",
        (
            deciding.decisions_are_released,
            deciding.authors_read_the_decision,
            publishing.nothing_is_public_yet,
        ),
        (
            decisions.the_release_made_them_known,
            letters.letters_name_nobody_they_should_not,
            blindness.authors_do_not_learn_reviewers,
            blindness.strangers_saw_no_paper,
        ),
    ),
    Scene(
        "Publication",
        (
            publishing.final_versions_are_handed_in,
            hearing.authors_hear_of_the_final_version,
            publishing.who_forgot_is_reminded,
            publishing.the_rejected_hand_in_nothing,
            publishing.a_late_final_version_is_refused,
            publishing.the_chairs_publish,
            publishing.everybody_reads_the_programme,
        ),
        (decisions.the_programme_is_what_was_handed_in,),
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


def rehearse(base_url: str, *, paper_count: int, reviewer_count: int, seed: int, say: Callable[[str], None]) -> Report:
    """Play all scenes before the servers at this address; say how long each took, and what failed."""
    world = World(base_url, cast(paper_count, reviewer_count, random.Random(seed)), seed=seed)
    say(f"{paper_count} papers, {reviewer_count} reviewers, seed {seed}, at {base_url}")
    began = time.monotonic()
    for scene in SCENES:
        if not _played(scene, world, say):
            say(f"  The play stops here: somebody could not do their part in “{scene.name}”.")
            break
    seen = world.seen
    say(
        f"  {'in all':<22} {time.monotonic() - began:6.1f} s   {seen.requests:5} requests, "
        f"median {seen.median:.0f} ms, slowest {seen.slowest[0]:.0f} ms ({seen.slowest[1]})"
    )
    for failure in world.checks.failures:
        say(f"FAILED  {failure}")
    return Report(world.checks.passed, world.checks.failures)


def _played(scene: Scene, world: World, say: Callable[[str], None]) -> bool:
    """Play one scene; tell whether everybody could do their part, so that the next one can be played."""
    checks = world.checks
    checks.stage = scene.name
    passed, failed, surprises = checks.passed, len(checks.failures), checks.surprises
    requests, began = world.seen.requests, time.monotonic()
    for part in (*scene.acts, *scene.proofs, *ALWAYS):
        checks.done(part.__name__.replace("_", " "), lambda part=part: part(world))
    wrong = len(checks.failures) - failed
    say(
        f"  {scene.name:<22} {time.monotonic() - began:6.1f} s   {world.seen.requests - requests:5} requests, "
        f"{checks.passed - passed:5} checks passed" + (f", {wrong} FAILED" if wrong else "")
    )
    return checks.surprises == surprises

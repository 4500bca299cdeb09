"""Four eyes: where the edition asks for it, one chair asks for the release and another confirms it."""

import json
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from reviews.decisions.letters import Letters, keep_letters, require_letters
from reviews.decisions.queries import are_own_decided, decisions_to_release
from reviews.decisions.rules import may_release
from reviews.decisions.waiting import NOT_CONFIRMED, WaitsForOthers, tell_the_others
from reviews.models import Decision, ReleaseRequest
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, require
from want.mail.actions import Letter, enqueue
from want.mail.letters import absolute, letter
from want.venues.chairs import other_chairs
from want.venues.models import Edition


@transaction.atomic
def ask_for_release(edition: Edition, letters: Letters, *, by: User) -> ReleaseRequest:
    """Ask a second chair to confirm the release of exactly these decisions with these letters; tell them by mail.

    Who asks again renews the wish, and nothing shows whether anything had changed: else a chair who wrote a paper would
    learn so when its decision is changed. Nor is it refused while decisions that are kept from them are missing; the
    chairs who can make these get a letter, and the release waits for them.
    """
    row = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    sight = sight_of(by, row)
    require(may_release(sight.ties.to_others, sight.moment.stage, is_confirmed=True))
    others = other_chairs(row, by)
    _require_second_chair(row, others)
    require_letters(letters)
    require(are_own_decided(row, sight))
    keep_letters(row, letters)
    tell_the_others(row, by=by)
    digest = digest_of(decisions_to_release(row), letters)
    wish = open_request(row)
    if wish is not None and wish.asked_by_id == by.pk:
        ReleaseRequest.objects.filter(pk=wish.pk).update(digest=digest)
        return wish
    ReleaseRequest.objects.filter(edition=row, is_open=True).update(is_open=False)
    wish = ReleaseRequest.objects.create(edition=row, digest=digest, asked_by=by)
    # Without counts: a chair in conflict could take away what they see, and know the rest.
    record("decisions.release_asked", by=by, edition=row.slug)
    enqueue(_letter(row, wish, other) for other in others)
    return wish


def open_request(edition: Edition) -> ReleaseRequest | None:
    """Return the wish that waits for a second chair."""
    return ReleaseRequest.objects.select_related("asked_by").filter(edition=edition, is_open=True).first()


def confirm(
    wish: ReleaseRequest, decisions: Iterable[Decision], letters: Letters, *, is_missing: bool, by: User
) -> None:
    """Take the wish as fulfilled by this second chair, if it was made for these decisions and letters, and all are in.

    What is wrong is not said: it may be a decision that is kept from them.
    """
    if is_missing or wish.digest != digest_of(decisions, letters):
        raise WaitsForOthers(NOT_CONFIRMED.format(asked_by=wish.asked_by))
    ReleaseRequest.objects.filter(pk=wish.pk).update(is_open=False, confirmed_by=by)


def digest_of(decisions: Iterable[Decision], letters: Letters) -> str:
    """Return what stands for these decisions and letters: any change gives another.

    Keyed with the site's secret: the page shows it to chairs who know all decisions but that on their own paper, and
    who could otherwise try which outcome gives it.
    """
    content = [[d.submission_id, d.outcome, d.note] for d in decisions], sorted(letters.items())
    return salted_hmac("want.release", json.dumps(content), algorithm="sha256").hexdigest()


def _require_second_chair(edition: Edition, others: list[User]) -> None:
    if not edition.four_eyes:
        raise Refused("In this edition one chair may release alone.")
    if not others:
        raise Refused("There is no second chair to confirm the release. Add one to the committee first.")


def _letter(edition: Edition, wish: ReleaseRequest, chair: User) -> Letter:
    return letter(
        "reviews/decisions/confirm_release",
        {
            "edition": edition,
            "name": chair.name,
            "asked_by": wish.asked_by.name,
            "link": absolute(reverse("desk:release", args=[edition.slug])),
        },
        key=f"release_wish:{wish.pk}:{chair.pk}",
        to=chair.email,
        edition=edition.slug,
    )

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.venues.test_scheduling import dates_of
from want.accounts.models import User
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.actions import TERMS, change_settings, open_edition, set_list, uses_of
from want.venues.models import Edition, MailTemplate, Role, Topic
from want.venues.stages import Stage


def test_settings_are_changed_by_chairs_and_keepers_and_logged(edition, chair, reviewer):
    change_settings(edition, {"place": "Vienna", "pc_browse": True}, seen_version=1, by=chair)
    change_settings(edition, {"tagline": "Hello"}, seen_version=2, by=cast.make_user("Kim", is_superuser=True))
    with pytest.raises(Refused):
        change_settings(edition, {"tagline": "Mine"}, seen_version=3, by=reviewer)

    edition.refresh_from_db()
    assert (edition.place, edition.pc_browse, edition.tagline, edition.version) == ("Vienna", True, "Hello", 3)
    entry = Entry.objects.filter(verb="edition.settings_changed").last()
    assert entry.detail == {"fields": ["pc_browse", "place"], "values": {"pc_browse": [False, True]}}


@pytest.mark.parametrize("stage", [Stage.ASSIGNMENT, Stage.REVIEWING, Stage.DECIDING])
def test_one_chair_does_not_switch_the_second_one_off_to_release_alone(client, edition, chair, outsider, during, stage):
    during(stage)
    cast.join(edition, outsider, Role.CHAIR)
    is_given_out = stage is Stage.REVIEWING
    Edition.objects.filter(pk=edition.pk).update(four_eyes=True, assigned_at=cast.at(40) if is_given_out else None)
    edition.refresh_from_db()
    client.force_login(chair)
    page = "/desk/e/icml2024/settings/"
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    answer = client.post(page, {name: value for name, value in typed.items() if name != "four_eyes"}, follow=True)

    is_refused = stage is not Stage.ASSIGNMENT
    assert Edition.objects.get(pk=edition.pk).four_eyes is is_refused
    assert ("a second chair goes on confirming" in answer.content.decode()) is is_refused


def test_chair_who_is_alone_can_do_without_a_second_one(edition, chair, during):
    during(Stage.DECIDING)
    Edition.objects.filter(pk=edition.pk).update(four_eyes=True)

    change_settings(edition, {"four_eyes": False}, seen_version=1, by=chair)

    assert not Edition.objects.get(pk=edition.pk).four_eyes


def test_a_second_chair_whose_account_is_shut_is_one_all_the_same_and_hears_of_it(
    client, edition, chair, outsider, author, during
):
    during(Stage.DECIDING)
    for person in (outsider, author):
        cast.join(edition, person, Role.CHAIR)
    Edition.objects.filter(pk=edition.pk).update(four_eyes=True)
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    client.force_login(keeper)
    for person, action in ((outsider, "shut"), (author, "shut"), (author, "open_again"), (keeper, "shut")):
        chosen = {"action": action, "_selected_action": [seal(person.pk, "accounts.User")]}
        client.post(reverse("desk:accounts_user_changelist"), chosen)

    letters = Message.objects.order_by("pk").values_list("to", "subject")
    shut, again = "is shut", "is open again"
    about = "ICML2024: the account of {}, who chairs it, {}"
    assert list(letters) == [
        (one.email, about.format(person.name, state))
        for person, state, told in (
            (outsider, shut, (author, chair, outsider)),
            (author, shut, (author, chair)),
            (author, again, (author, chair)),
        )
        for one in told
    ]
    User.objects.filter(pk=author.pk).update(is_active=False)
    with pytest.raises(Refused, match="a second chair goes on confirming"):
        change_settings(edition, {"four_eyes": False}, seen_version=1, by=chair)


def test_keepers_of_the_site_do_not_settle_who_sees_what(client, edition, chair, during):
    during(Stage.REVIEWING)
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    for name in TERMS:
        with pytest.raises(Refused):
            change_settings(edition, {name: not getattr(edition, name)}, seen_version=1, by=keeper)
    client.force_login(keeper)
    page = "/desk/e/icml2024/settings/"
    form = client.get(page).context["form"]
    typed = {field.name: field.value() for field in form if field.value() not in {None, False}}

    client.post(page, typed | {"tagline": "Hello", "public_roster": "on", "ac_sees_authors": "on"})

    edition.refresh_from_db()
    assert (edition.tagline, edition.public_roster, edition.ac_sees_authors) == ("Hello", False, False)
    assert set(TERMS).isdisjoint(form.fields)
    client.force_login(chair)
    assert set(TERMS) <= set(client.get(page).context["form"].fields)


def test_two_chairs_who_change_settings_at_once_notice(edition, chair):
    change_settings(edition, {"place": "Vienna"}, seen_version=1, by=chair)

    with pytest.raises(EditedMeanwhile) as meanwhile:
        change_settings(edition, {"place": "Lisbon"}, seen_version=1, by=chair)

    assert (meanwhile.value.theirs, meanwhile.value.version) == ({"place": "Vienna"}, 2)


def test_a_topic_in_use_is_not_removed_and_the_refusal_says_by_what(edition, submission, reviewer, chair):
    used, unused, _ = edition.topics.all()
    edition.memberships.get(user=reviewer).topics.add(used)

    with pytest.raises(Refused, match="“Pipelining” cannot be removed: it is used by"):
        set_list(edition, [unused], [used], by=chair)
    assert uses_of(used) in {"1 paper and 1 membership", "1 membership and 1 paper"}
    set_list(edition, [used], [unused], by=chair)

    assert list(edition.topics.values_list("name", flat=True)) == ["Pipelining", "Scheduling for AI"]


def test_the_refusal_tells_keepers_of_the_site_nothing_of_papers(edition, submission, reviewer):
    topic = edition.topics.first()
    submission.topics.add(topic)
    keeper = cast.make_user("Kim Keeper", is_superuser=True)

    with pytest.raises(Refused, match=r"cannot be removed: it is in use\. Rename it instead"):
        set_list(edition, list(edition.topics.exclude(pk=topic.pk)), [topic], by=keeper)


def test_a_type_in_use_is_not_removed(edition, submission, chair):
    with pytest.raises(Refused, match="used by 1 paper"):
        set_list(edition, [], [submission.submission_type], by=chair)


def test_lists_keep_the_order_that_was_typed(edition, chair):
    first, second, third = edition.topics.all()

    set_list(edition, [third, Topic(edition=edition, name="New"), first, second], [], by=chair)

    names = list(edition.topics.values_list("name", flat=True))
    assert names == ["Scheduling for AI", "New", "Pipelining", "Offloading"]


def test_two_of_one_name_are_refused_in_words(edition, chair):
    with pytest.raises(Refused, match="same name"):
        set_list(edition, [Topic(edition=edition, name="Pipelining")], [], by=chair)

    assert edition.topics.count() == 3


# Opening an edition


def test_next_edition_takes_over_what_stays_and_none_of_what_was_done(edition, chair, reviewer, submission):
    MailTemplate.objects.create(edition=edition, kind="invite_reviewer", subject="Hi", body="{link}")
    edition.pc_browse, edition.released_at = True, cast.at(52)
    edition.save()
    held = edition.held_on + timedelta(days=365)

    new = open_edition(slug="icml2025", name="WANT@ICML 2025", title="T", held_on=held, copy_from=edition, by=chair)

    assert (new.pc_browse, new.is_public, new.released_at, new.version) == (True, False, None, 1)
    assert [topic.name for topic in new.topics.all()] == [topic.name for topic in edition.topics.all()]
    assert new.submission_types.count() == new.mail_templates.count() == 1
    assert [(m.user, m.role) for m in new.memberships.all()] == [(chair, Role.CHAIR)]
    year = timedelta(days=365)
    assert dates_of(new) == {s: (a + year, b + year) for s, (a, b) in dates_of(edition).items()}
    assert new.submissions.count() == 0


def test_without_a_day_the_dates_stay_empty(edition, chair):
    new = open_edition(slug="icml2025", name="N", title="T", held_on=None, copy_from=edition, by=chair)

    assert dates_of(new) == {}


def test_who_may_open_an_edition(edition, chair, reviewer):
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    other = cast.make_edition("neurips2023")

    open_edition(slug="a2025", name="A", title="A", held_on=None, copy_from=other, by=keeper)
    open_edition(slug="b2025", name="B", title="B", held_on=None, copy_from=None, by=chair)
    with pytest.raises(Refused):
        open_edition(slug="c2025", name="C", title="C", held_on=None, copy_from=other, by=chair)
    with pytest.raises(Refused):
        open_edition(slug="d2025", name="D", title="D", held_on=date(2025, 1, 1), copy_from=None, by=reviewer)

    assert {e.slug for e in Edition.objects.all()} == {"icml2024", "neurips2023", "a2025", "b2025"}

"""The log in the desk: who reads which entries, in which words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

from tests.desk.lists import record_of
from want.audit.actions import record
from want.core.sealed import seal
from want.desk.sentences import SENTENCES, sentence_of

# A verb stands in a call that records, or beside another one in "first if … else second".
RECORDED = re.compile(r'''(?:(?:record|log|_log)\(\s*|verb = |else )"([a-z_]+\.[a-z_]+)"''')


def files_of_ours() -> Iterator[Path]:
    root = Path(__file__).parents[2]
    return (path for top in ("want", "submissions", "reviews") for path in (root / top).rglob("*.py"))


pytestmark = pytest.mark.usefixtures("papers_are_being_checked")


def test_log_hides_entries_about_a_paper_in_conflict(client, edition, submission, chair, conflicted_chair):
    entries = {
        "plain": record("deadline.extended", by=chair, edition=edition.slug),
        "about": record(
            "submission.changed", by=submission.created_by, edition=edition.slug, submission_id=submission.pk
        ),
        "elsewhere": record("deadline.extended", by=chair, edition="neurips2023"),
        "account": record("account.shut", by=chair),
    }

    seen = {}
    for who in (chair, conflicted_chair):
        client.force_login(who)
        listed = {entry.pk for entry in client.get(reverse("desk:audit_entry_changelist")).context["cl"].result_list}
        opened = {name for name, entry in entries.items() if client.get(record_of(entry)).status_code == 200}
        assert opened == {name for name, entry in entries.items() if entry.pk in listed}
        seen[who.name] = opened

    assert seen == {"Carl Chair": {"plain", "about"}, "Connie Conflicted": {"plain"}}


def test_log_is_filtered_by_what_and_by_whom(client, edition, chair):
    record("deadline.extended", by=chair, edition=edition.slug)
    record("mail.sent_again", by=None, edition=edition.slug)
    client.force_login(chair)
    url = reverse("desk:audit_entry_changelist")

    verbs = {
        query: [entry.verb for entry in client.get(f"{url}?{query}").context["cl"].result_list]
        for query in ("about=mail", f"by={seal(chair.pk, 'person')}", "by=system", "by=drop", "q=extended")
    }

    assert verbs == {
        "about=mail": ["mail.sent_again"],
        f"by={seal(chair.pk, 'person')}": ["deadline.extended"],
        "by=system": ["mail.sent_again"],
        "by=drop": ["mail.sent_again", "deadline.extended"],
        "q=extended": ["deadline.extended"],
    }


def test_table_of_the_log_leaves_out_what_the_list_leaves_out(client, submission, chair, conflicted_chair):
    record("submission.edited", by=None, edition="icml2024", submission_id=submission.pk)
    url = reverse("desk:audit_entry_csv")
    lines = {}
    for who in (chair, conflicted_chair):
        client.force_login(who)
        lines[who.name] = b"".join(client.get(url)).decode("utf-8-sig").splitlines()

    assert [len(found) for found in lines.values()] == [2, 1]
    assert lines["Carl Chair"][1].startswith("Changed the paper,")


def test_lookup_that_no_filter_offers_downloads_nothing(client, edition, chair):
    client.force_login(chair)

    assert client.get(reverse("desk:venues_membership_csv") + "?user__password__startswith=a").status_code == 400


def test_every_act_that_the_code_records_has_a_sentence():
    verbs = {verb for path in files_of_ours() for verb in RECORDED.findall(path.read_text())}
    assert {"submission.edited", "review.revised", "conflict.lifted", "metareview.submitted"} <= verbs

    assert sorted(verbs - SENTENCES.keys()) == []


def test_act_without_a_sentence_is_told_by_its_verb():
    assert sentence_of("comet.seen_again") == "Comet: seen again"


def test_log_names_people_and_dates_and_is_searched_by_its_words(client, edition, chair, reviewer):
    at = "2024-05-28T12:00:00+00:00"
    record("committee.dismissed", by=chair, edition="icml2024", person=reviewer.pk)
    record("deadline.extended", by=chair, edition="icml2024", closes_at=at)
    client.force_login(chair)
    url = reverse("desk:audit_entry_changelist")

    content = client.get(url).content.decode()

    assert "person: Rita Reviewer" in content
    assert "closes now: 28 May 2024, 00:00 AoE" in content
    found = client.get(f"{url}?q=extended+deadline").context["cl"].result_list
    assert [entry.verb for entry in found] == ["deadline.extended"]

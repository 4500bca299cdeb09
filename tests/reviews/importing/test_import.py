"""A whole export comes in: people without doubles, conflicts respected, ratings as reviews, nobody mailed."""

import json

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Assignment, Decision, Review
from submissions.models import Submission
from want.accounts.models import User
from want.mail.models import Message
from want.venues.models import Edition


def paper(key, *names, domain="", ratings=(6, 7), status="Poster"):
    return {
        "id": key,
        "title": f"Title {key}",
        "abstract": "We measure.",
        "keywords": ["pipelines"],
        "authors": [{"name": name, "email_domain": domain} for name in names],
        "ratings": list(ratings),
        "confidences": [4] * len(ratings),
        "status": status,
    }


PAPERS = [
    paper("a", "Ada Lind", "Bo Ek", domain="cs.alpha.edu"),
    paper("b", "Cy Dahl", "Bo Ek", domain="", status="Reject"),
    paper("c", "Di Falk", domain="alpha.edu", status="Oral"),
    paper("d", "Eva Gran", "Anonymous", domain="beta.org", status="Withdraw"),
    paper("e", "Finn Hall", "Anonymous", domain="gamma.org", ratings=(), status="Active"),
    paper("f", "Gro Iversen", "Hans Jahr", domain="delta.org") | {"track": "AI for science"},
]


@pytest.fixture
def imported(db, tmp_path):
    file = tmp_path / "export.json"
    file.write_text(json.dumps(PAPERS))
    call_command("import_submissions", "iclr2018", str(file), "--committee-from-authors", verbosity=0)
    return Edition.objects.get(slug="iclr2018")


def test_everything_comes_in_once(imported):
    states = dict(imported.submissions.values_list("title", "status"))

    assert states == {f"Title {key}": "submitted" for key in "abcef"} | {"Title d": "withdrawn"}
    assert [row.title for row in imported.submissions.filter(track__name="AI for science")] == ["Title f"]
    assert User.objects.filter(name="Bo Ek").count() == 1
    assert User.objects.filter(name="Anonymous").count() == 2
    assert sorted(Decision.objects.values_list("outcome", flat=True)) == ["oral", "poster", "poster", "reject"]


def test_every_rating_is_a_review_by_somebody_without_a_conflict(imported):
    assert Review.objects.count() == 10
    assert sorted(Review.objects.values_list("overall", flat=True)) == [6] * 5 + [7] * 5
    for assignment in Assignment.objects.select_related("submission"):
        assert not assignment.submission.conflicts.filter(user=assignment.reviewer_id).exists()


def test_colleagues_and_coauthors_are_in_conflict(imported):
    paper_c = Submission.objects.get(title="Title c")
    people = {conflict.user.name: conflict.reason for conflict in paper_c.conflicts.all()}

    assert people == {"Di Falk": "author", "Ada Lind": "affiliation", "Bo Ek": "affiliation"}


def test_nobody_is_mailed_and_no_address_is_real(imported):
    assert not Message.objects.exists()
    assert not User.objects.exclude(email__endswith=".invalid").exists()


def test_strict_takes_all_or_nothing(db, tmp_path, capsys):
    file = tmp_path / "export.json"
    file.write_text(json.dumps([*PAPERS, {"id": "x"}]))

    with pytest.raises(CommandError, match="Nothing was imported, because 1 of 7 records are broken"):
        call_command("import_submissions", "iclr2018", str(file), "--strict")

    assert "Record 7: its status is missing." in capsys.readouterr().err
    assert not Edition.objects.filter(slug="iclr2018").exists()

import csv
import io

import pytest
from django.urls import reverse

from reviews.models import Assignment
from submissions.models import Conflict
from tests import cast
from tests.desk.lists import PAPERS, record_of, shown, ticked
from want.accounts.models import User
from want.audit.actions import record
from want.audit.models import Entry
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.usefixtures("papers_are_being_checked")


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=sparse", [101]),
        ("q=SPARSE+pipe", [101]),
        ("q=102", [102]),
        ("q=Nora", [102]),
        ("q=nora@nora.example", [102]),
        ("q=cora+sparse", [101]),
        ("q=cora+dense", []),
        ("q=%25", []),
        ("q=99999999999999999999", []),
        ("status=withdrawn", [103]),
        ("status=submitted&q=dense", [102]),
        ("pdf=no", [101, 102, 103]),
        ("pdf=yes", []),
        ("type=x", [101, 102, 103]),
        ("status='", []),
    ],
)
def test_papers_are_found(client, edition, chair, author, coauthor, query, numbers):
    cast.make_submission(edition, author, coauthor, number=101, title="Sparse pipelines")
    cast.make_submission(edition, cast.make_user("Nora"), number=102, title="Dense layers")
    cast.make_submission(edition, cast.make_user("Wanda"), number=103, title="Waves", status="withdrawn")
    client.force_login(chair)

    page = client.get(f"{PAPERS}?{query}")

    assert shown(page) == numbers


def test_papers_are_filtered_by_topic_and_type(client, edition, chair, submission):
    topic, other, _ = edition.topics.all()
    client.force_login(chair)

    found = {
        "its topic": shown(client.get(f"{PAPERS}?topic={topic.pk}")),
        "another topic": shown(client.get(f"{PAPERS}?topic={other.pk}")),
        "its type": shown(client.get(f"{PAPERS}?type={submission.submission_type_id}")),
        "no such type": shown(client.get(f"{PAPERS}?type=0987")),
    }

    assert found == {"its topic": [101], "another topic": [], "its type": [101], "no such type": []}


@pytest.mark.parametrize(
    "lookup",
    [
        "title__startswith=T",
        "authors__email__contains=a",
        "created_by__password__startswith=a",
        "code=x",
        "_to_field=code",
    ],
)
def test_no_lookup_by_address_tells_what_a_column_does_not(client, edition, chair, submission, lookup):
    client.force_login(chair)

    assert client.get(f"{PAPERS}?{lookup}").status_code == 400


def test_conflicted_chair_sees_authors_and_title_but_no_times_files_or_log(
    client, edition, submission, chair, conflicted_chair
):
    record("submission.submitted", by=submission.created_by, edition=edition.slug, submission_id=submission.pk)
    client.force_login(chair)
    listed, page = (client.get(url).content.decode() for url in (PAPERS, record_of(submission)))
    assert "8 May" in listed
    assert "Log of this paper" in page
    assert "<dt>Files</dt>" in page
    assert "<dt>Submitted</dt>" in page
    client.force_login(conflicted_chair)

    listed, page = (client.get(url).content.decode() for url in (PAPERS, record_of(submission)))

    assert "8 May" not in listed + page
    assert submission.title in listed
    assert "Ada Author" in listed
    assert "cora.coauthor@cora-coauthor.example" in page
    assert "You have a conflict of interest with this paper" in page
    for hidden in ("Log of this paper", "<dt>Files</dt>", "<dt>Submitted</dt>", "Last changed"):
        assert hidden not in page


def test_conflicted_chair_does_not_read_what_others_declared_of_the_paper(
    client, edition, submission, reviewer, chair, conflicted_chair
):
    cast.declare(submission, reviewer)
    pages = {}
    for who in (chair, conflicted_chair):
        client.force_login(who)
        pages[who] = client.get(record_of(submission)).content.decode()

    assert [("Rita Reviewer" in page, "They wrote a book together." in page) for page in pages.values()] == [
        (True, True),
        (False, False),
    ]


def test_conflicted_chair_cannot_sort_a_paper_by_when_it_came_in(client, edition, submission, conflicted_chair):
    for number, day in ((201, 1), (202, 30)):
        cast.make_submission(edition, cast.make_user(f"W {number}"), number=number, submitted_at=cast.at(day))
    client.force_login(conflicted_chair)

    ascending, descending = (shown(client.get(f"{PAPERS}?o={order}")) for order in ("6", "-6"))

    assert [number for number in ascending if number != 101] == [201, 202]
    assert (ascending[-1], descending[0]) == (101, 101)  # where a paper without a time stands, whatever its time is


def test_table_to_download_shows_each_chair_what_the_list_shows_them(
    client, edition, submission, chair, conflicted_chair
):
    cast.make_submission(edition, cast.make_user("Nora"), title="=HYPERLINK(evil)")

    tables = {}
    for who in (chair, conflicted_chair):
        client.force_login(who)
        answer = client.get(f"{PAPERS}csv/")
        tables[who.name] = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))

    rows, of_conflicted = tables["Carl Chair"], tables["Connie Conflicted"]
    assert [row["Authors"] for row in rows] == ["Ada Author; Cora Coauthor", "Nora"]
    assert rows[1]["Title"] == "'=HYPERLINK(evil)"
    assert [bool(row["Submitted"]) for row in rows] == [True, True]
    assert [bool(row["Submitted"]) for row in of_conflicted] == [False, True]


def test_ticked_papers_alone_are_downloaded(client, edition, submission, chair):
    other = cast.make_submission(edition, cast.make_user("Nora"))
    client.force_login(chair)

    answer = client.post(PAPERS, {"action": "download", "index": "0", "_selected_action": [ticked(other)]})

    assert len(b"".join(answer).decode().splitlines()) == 2


def test_a_paper_of_another_edition_has_no_record_here(client, edition, submission, chair):
    other = cast.make_submission(cast.make_edition("neurips2023"), cast.make_user("Nora"))
    client.force_login(chair)

    assert client.get(record_of(submission)).status_code == 200
    assert client.get(record_of(other)).status_code == 404
    assert client.post(
        PAPERS, {"action": "download", "index": "0", "_selected_action": [ticked(other)]}
    ).status_code in {
        200,
        302,
    }


def test_nothing_is_changed_or_removed_by_a_post(client, edition, submission, chair):
    client.force_login(chair)

    for data in (
        {"title": "Changed", "_save": "Save"},
        {"action": "delete_selected", "_selected_action": [ticked(submission)]},
    ):
        client.post(record_of(submission), data)
        client.post(PAPERS, data | {"index": "0", "post": "yes"})

    submission.refresh_from_db()
    assert submission.title == "Title 101"


def test_superuser_shuts_accounts_and_opens_them_again_but_never_their_own(client, outsider):
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    client.force_login(keeper)
    url = reverse("desk:accounts_user_changelist")
    both = {"index": "0", "_selected_action": [ticked(outsider), ticked(keeper)]}

    client.post(url, both | {"action": "shut"})
    shut = dict(User.objects.values_list("name", "is_active"))
    client.post(url, both | {"action": "open_again"})

    assert shut == {"Kim Keeper": True, "Otto Outsider": False}
    assert User.objects.get(pk=outsider.pk).is_active
    assert list(Entry.objects.values_list("verb", flat=True)) == ["account.opened", "account.shut"]


def test_chair_cannot_shut_an_account(client, edition, chair, outsider):
    client.force_login(chair)
    url = reverse("desk:accounts_user_changelist")

    answer = client.post(url, {"index": "0", "action": "shut", "_selected_action": [ticked(outsider)]})

    assert answer.status_code == 404
    assert User.objects.get(pk=outsider.pk).is_active


def test_any_list_is_downloaded_with_the_rows_that_the_filters_leave(client, edition, chair, reviewer, area_chair):
    client.force_login(chair)
    url = reverse("desk:venues_membership_changelist")
    assert (
        'href="csv/?role__exact=reviewer">Download as CSV' in client.get(f"{url}?role__exact=reviewer").content.decode()
    )

    answer = client.get(f"{url}csv/?role__exact=reviewer")

    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["Name"], row["Role"], row["Address"]) for row in rows] == [
        ("Rita Reviewer", "Reviewer", reviewer.email)
    ]
    assert answer["Content-Disposition"].startswith('attachment; filename="icml2024-committee.csv"')


def test_conflicts_are_one_line_a_person_in_words(client, edition, submission, author, reviewer, chair):
    for reason, because in (("affiliation", "Both are at Inria."), ("domain", "Both use inria.fr.")):
        Conflict.objects.create(submission=submission, user=reviewer, reason=reason, because=because)
    client.force_login(chair)

    page = client.get(record_of(submission))

    facts = {fact.label: str(fact.value) for fact in page.context["facts"]}
    words = '<span class="quiet">Both are at Inria. Both use inria.fr.</span>'
    assert facts["Conflicts"] == f'<ul class="plain-list"><li>Rita Reviewer {words}</li></ul>'


@pytest.mark.parametrize(("stands", "names"), [("open", ["Sam"]), ("in", ["Rita"]), ("back", ["Otis"])])
def test_assignments_are_narrowed_by_how_they_stand(
    client, submission, reviewer, second_reviewer, area_chair, chair, during, stands, names
):
    during(Stage.REVIEWING)
    cast.review(cast.assign(submission, reviewer))
    cast.assign(submission, second_reviewer)
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    gone = cast.assign(submission, cast.make_user("Otis Other"))
    Assignment.objects.filter(pk=gone.pk).update(removed_at=cast.at(40), removal_reason="On leave.")
    client.force_login(chair)

    rows = client.get(reverse("desk:reviews_assignment_changelist") + f"?stands={stands}").context["cl"].result_list

    assert [row.reviewer.name.partition(" ")[0] for row in rows] == names


def test_papers_without_a_file_are_counted_and_kept_apart_for_whoever_may_see_the_files(
    client, edition, submission, chair, conflicted_chair
):
    told = {}
    for who in (chair, conflicted_chair):
        client.force_login(who)
        page = client.get(reverse("desk:dashboard", args=[edition.slug])).content.decode()
        told[who.name] = ("Submitted without a PDF" in page, shown(client.get(f"{PAPERS}?pdf=no")))

    assert told == {chair.name: (True, [101]), conflicted_chair.name: (False, [])}


def test_a_column_is_sorted_by_nothing_that_it_does_not_name(client, submission, conflicted_chair):
    """Who was an author once is kept from a chair in conflict; sorted by the relation, each would be a line."""
    gone = submission.authors.last()
    gone.removed_at = cast.at(1)
    gone.save()
    client.force_login(conflicted_chair)

    for place in range(1, 12):
        assert shown(client.get(PAPERS, {"o": str(place)})) == [submission.number]
        assert len(client.get(f"{PAPERS}csv/", {"o": f"-{place}"}).getvalue().splitlines()) == 2

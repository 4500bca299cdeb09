"""Tables of assignments: read in three shapes, judged line by line, made after they were seen, and sent."""

import pytest

from reviews.assignment.actions import assign, import_assignments
from reviews.assignment.importing import preview_table
from reviews.assignment.table import AREA_CHAIR, read_table
from reviews.models import Assignment
from reviews.visibility.lists import sight_of
from tests import cast
from tests.reviews.assignment.test_wishes import assignment_stage, papers, planned, reviewers  # noqa: F401
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role

HERE = "/desk/e/icml2024/assignment/import/"


def read(text: str) -> list[tuple[str, str, str, bool]]:
    table = read_table(text)
    assert [line.error for line in table.lines] == [""] * len(table.lines)
    return [(line.paper, line.person, line.role, line.is_removal) for line in table.lines]


def test_hotcrp_columns_in_any_order():
    text = (
        "paper,action,email,title\n12,primary,a@x.example,One\n#13,clear review,b@x.example,Two\n14,lead,c@x.example,"
    )

    assert read(text.replace("clear review", "clearreview")) == [
        ("12", "a@x.example", "reviewer", False),
        ("13", "b@x.example", "reviewer", True),
        ("14", "c@x.example", AREA_CHAIR, False),
    ]


def test_openreview_edges():
    text = "invitation,head,tail,weight\nV/Reviewers/-/Assignment,12,~Ada_Lovelace1,0.5\n"
    text += "V/Area_Chairs/-/Assignment,13,b@x.example,0.4"

    assert read(text) == [("12", "~Ada_Lovelace1", "reviewer", False), ("13", "b@x.example", AREA_CHAIR, False)]


@pytest.mark.parametrize("text", ["12;a@x.example", "12\ta@x.example\n", "\ufeff12,a@x.example\r\n\r\n# a word\n",
                                  "12,review,a@x.example"])  # fmt: skip
def test_table_without_a_header(text):
    assert read(text) == [("12", "a@x.example", "reviewer", False)]


def test_lines_that_cannot_be_read_keep_their_number_and_words():
    lines = read_table("paper,action,email\n12,juggle,a@x.example\n,review,b@x.example").lines

    assert [(line.number, line.raw, line.error) for line in lines] == [
        (2, "12,juggle,a@x.example", "We do not know the action “juggle”."),
        (3, ",review,b@x.example", "A line needs a paper and a person."),
    ]


@pytest.fixture
def table(papers, reviewers):  # noqa: F811
    """One to make, one made, one to take back, and two errors."""
    first, second, third = papers[0].number, papers[1].number, papers[2].number
    return (
        "paper,action,email\n"
        f"{first},primary,{reviewers[0].email}\n"
        f"{second},primary,{reviewers[1].email}\n"
        f"{third},clearreview,{reviewers[2].email}\n"
        f"9999,primary,{reviewers[0].email}\n"
        f"{first},primary,nobody@x.example"
    )


@pytest.fixture
def made(chair, papers, reviewers):  # noqa: F811
    assign(papers[1], reviewers[1], by=chair)
    assign(papers[2], reviewers[2], by=chair)
    Message.objects.all().delete()


@pytest.mark.django_db
def test_preview_tells_changes_and_errors_and_changes_nothing(edition, chair, table, made):
    found = preview_table(table, edition, sight_of(chair, edition))

    assert [change.line.number for change in found.adds] == [2]
    assert [change.line.number for change in found.same] == [3]
    assert [change.line.number for change in found.removals] == [4]
    assert [(line.number, line.error) for line in found.errors] == [
        (5, "There is no paper 9999 in review that you look after."),
        (6, "Nobody of the committee has the address nobody@x.example."),
    ]
    assert found.adds[0].because
    assert Assignment.objects.count() == 2


@pytest.mark.django_db
def test_changes_are_made_told_and_logged_and_what_is_wrong_is_left_to_mend(
    client, edition, chair, table, made, papers, reviewers  # noqa: F811
):  # fmt: skip
    client.force_login(chair)
    mark = preview_table(table, edition, sight_of(chair, edition)).mark

    page = client.post(HERE, {"text": table, "mark": mark}).content.decode()

    now = set(Assignment.objects.current().values_list("submission", "reviewer"))
    assert now == {(papers[0].pk, reviewers[0].pk), (papers[1].pk, reviewers[1].pk)}
    assert sorted(Message.objects.values_list("to", flat=True)) == [reviewers[0].email, reviewers[2].email]
    assert Entry.objects.get(verb="assignment.imported_by_file").detail == {}
    assert "paper,action,email\n9999,primary" in page
    assert "There is no paper 9999" in page


@pytest.mark.django_db
def test_what_changed_since_it_was_seen_is_not_made(edition, chair, table, made, papers, reviewers):  # noqa: F811
    mark = preview_table(table, edition, sight_of(chair, edition)).mark
    assign(papers[0], reviewers[0], by=chair)

    with pytest.raises(Refused, match="Something changed meanwhile"):
        import_assignments(table, edition, mark=mark, by=chair)


@pytest.mark.django_db
def test_loads_conflicts_and_doubles_are_errors_of_their_line(edition, chair, papers, reviewers):  # noqa: F811
    person, away = reviewers[0], reviewers[1]
    cast.join(edition, cast.make_user("Ada Lovelace"), Role.REVIEWER)
    cast.declare(papers[0], away)
    lines = [f"{paper.number},{person.email}" for paper in papers[:4]]
    lines += [f"{papers[0].number},{away.email}", lines[0], f"{papers[5].number},~Ada_Lovelace1"]

    found = preview_table("\n".join(lines), edition, sight_of(chair, edition))

    assert len(found.adds) == 4  # three by the address, and one by the profile
    assert [(line.number, line.error) for line in found.errors] == [
        (4, f"{person} has 3 of 3 papers."),
        (5, f"{away} has a conflict of interest with this paper."),
        (6, "Line 1 speaks of the same person and paper."),
    ]


@pytest.mark.django_db
def test_paper_of_another_chair_is_like_one_that_is_missing(edition, papers, reviewers):  # noqa: F811
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    lines = f"{papers[0].number},{reviewers[0].email}\n9999,{reviewers[0].email}"

    found = preview_table(lines, edition, sight_of(connie, edition))

    assert found.adds == []
    assert {line.error.replace(line.paper, "N") for line in found.errors} == {
        "There is no paper N in review that you look after."
    }


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["want", "hotcrp", "openreview"])
def test_what_is_downloaded_reads_as_what_is_so(client, edition, chair, made, shape):
    client.force_login(chair)

    text = b"".join(client.get(f"/desk/e/icml2024/assignment/export/?as={shape}")).decode()
    found = preview_table(text, edition, sight_of(chair, edition))

    assert (len(found.same), found.adds, found.removals, found.errors) == (2, [], [], [])


@pytest.mark.django_db
def test_plan_is_downloaded_without_the_papers_of_other_chairs(client, edition, chair, papers, reviewers):  # noqa: F811
    connie = cast.make_user("Connie Conflicted")
    cast.join(edition, connie, Role.CHAIR)
    cast.declare(papers[0], connie)
    plan = planned(edition, chair)
    address = f"/desk/e/icml2024/assignment/export/?plan={seal(plan.pk, 'plan')}"

    sizes = []
    for person in (chair, connie):
        client.force_login(person)
        sizes.append(len(b"".join(client.get(address)).decode().splitlines()))

    assert sizes == [13, 11]
    assert client.get(f"{address}9").status_code == 404

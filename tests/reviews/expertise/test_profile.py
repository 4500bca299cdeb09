"""The pages of a member's profile: own papers added, chosen and removed, days away, topics by degree."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.expertise.actions import add_absence, add_papers
from reviews.expertise.bibtex import read_bibtex
from reviews.models import Absence, ExpertisePaper
from want.audit.models import Entry
from want.core.sealed import seal
from want.core.verdict import Refused
from want.venues.models import Degree, MembershipTopic
from want.venues.stages import Stage

PAPERS = "/icml2024/my-service/papers/"
TWO = "@article{a, title={On rank}, year=2021}\n@article{b, title={On file}}"


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


def own():
    fields = ("user__name", "title", "abstract", "year", "counts", "source")
    return list(ExpertisePaper.objects.order_by("title").values_list(*fields))


def test_pasted_papers_are_kept_and_the_broken_ones_named(client, reviewer):
    client.force_login(reviewer)

    page = client.post(PAPERS, {"do": "paste", "bibtex": f"{TWO}\n@misc{{c, year=2020}}"})

    assert own() == [
        ("Rita Reviewer", "On file", "", None, True, "bibtex"),
        ("Rita Reviewer", "On rank", "", 2021, True, "bibtex"),
    ]
    assert [one.words for one in page.context["reading"].problems] == ["It has no title."]
    assert "“c” on line 3: It has no title." in page.content.decode()


def test_a_second_list_completes_what_is_there_and_adds_nothing_twice(reviewer):
    add_papers(read_bibtex(TWO), by=reviewer)
    before = ExpertisePaper.objects.get(title="On rank").digest

    again = add_papers(read_bibtex("@article{x, title={On Rank.}, abstract={We rank.}}" + TWO), by=reviewer)

    assert (again.new, again.completed, again.known) == (0, 1, 1)
    assert [row[1:4] for row in own()] == [("On file", "", None), ("On rank", "We rank.", 2021)]
    assert ExpertisePaper.objects.get(title="On rank").digest != before
    assert list(Entry.objects.values_list("verb", flat=True)) == ["expertise.changed"] * 2


def test_an_export_is_uploaded_and_a_paper_typed(client, reviewer):
    client.force_login(reviewer)
    export = SimpleUploadedFile("papers.json", b'{"papers": [{"title": "On rank", "abstract": "We rank."}]}')

    client.post(PAPERS, {"do": "upload", "export": export})
    client.post(PAPERS, {"do": "type", "title": "On file", "abstract": "", "year": "2020"})

    assert [row[1:] for row in own()] == [
        ("On file", "", 2020, True, "typed"),
        ("On rank", "We rank.", None, True, "semantic_scholar"),
    ]


def test_only_what_the_page_showed_is_unticked(client, reviewer):
    add_papers(read_bibtex(TWO), by=reviewer)
    first, _ = ExpertisePaper.objects.order_by("title")
    client.force_login(reviewer)

    client.post(PAPERS, {"do": "choose", "shown": [seal(first.pk, "expertise")], "counts": []})

    assert [row[4] for row in own()] == [False, True]


def test_nobody_changes_the_papers_of_somebody_else(client, reviewer, second_reviewer):
    add_papers(read_bibtex(TWO), by=reviewer)
    paper = ExpertisePaper.objects.first()
    client.force_login(second_reviewer)

    client.post(PAPERS, {"do": "choose", "shown": [seal(paper.pk, "expertise")], "counts": []})
    client.post(f"{PAPERS}{seal(paper.pk, 'expertise')}/remove/")

    assert [row[4] for row in own()] == [True, True]
    assert "On rank" not in client.get(PAPERS).content.decode()


def test_a_paper_is_removed(client, reviewer):
    add_papers(read_bibtex(TWO), by=reviewer)
    client.force_login(reviewer)

    client.post(f"{PAPERS}{seal(ExpertisePaper.objects.get(title='On file').pk, 'expertise')}/remove/")

    assert [row[1] for row in own()] == ["On rank"]


def test_days_away_are_noted_once_and_taken_back(client, reviewer, edition):
    client.force_login(reviewer)
    days = {"do": "add", "first_day": "2024-06-01", "last_day": "2024-06-09"}

    client.post("/icml2024/my-service/away/", days)
    client.post("/icml2024/my-service/away/", days)
    assert [str(one) for one in Absence.objects.all()] == ["2024-06-01 to 2024-06-09"]
    with pytest.raises(Refused, match="before the first"):
        add_absence(Absence.objects.get().last_day, Absence.objects.get().first_day, by=reviewer)
    client.post("/icml2024/my-service/away/", {"do": "remove", "absence": seal(Absence.objects.get().pk, "absence")})

    assert not Absence.objects.exists()


def test_topics_have_degrees_and_a_plain_tick_means_expert(client, reviewer, edition):
    some, expert, _ = edition.topics.all()
    client.force_login(reviewer)
    degrees = {f"reviewer-topics-{some.pk}": "1", f"reviewer-topics-{expert.pk}": "3"}

    client.post("/icml2024/my-service/", {"role": "reviewer", "reviewer-seniority": "senior", **degrees})

    member = edition.memberships.get(user=reviewer)
    stored = MembershipTopic.objects.filter(membership=member).order_by("degree").values_list("topic", "degree")
    assert (list(stored), member.seniority) == ([(some.pk, Degree.SOME), (expert.pk, Degree.EXPERT)], "senior")
    page = client.get("/icml2024/my-service/").content.decode()
    assert f'<select class="form-select" name="reviewer-topics-{some.pk}"' in page
    client.post("/icml2024/my-service/", {"role": "reviewer", f"reviewer-topics-{some.pk}": "7"})
    assert stored.count() == 2

"""The public list: what stands in it and when, and the act that opens it."""

import pytest
from django.test import Client

from reviews.proceedings.actions import publish
from reviews.proceedings.queries import published_papers
from submissions.models import CameraReady, Manuscript
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.venues.stages import Stage

LIST = "/icml2024/papers/"


def accepted(edition, author, *others, final="", consents=True, presentation="poster", **fields):
    """An accepted paper; with a final version when `final` gives its title."""
    paper = cast.make_submission(edition, author, *others, status="accepted", presentation=presentation, **fields)
    if final:
        CameraReady.objects.create(
            submission=paper, title=final, abstract="A", code_url="https://code.example/x", consents=consents,
            submitted_by=author,
        )  # fmt: skip
        Manuscript.objects.create(
            submission=paper, kind="camera_ready", version=1, sha256=f"{paper.pk:064x}", size=1, uploaded_by=author
        )
    return paper


@pytest.fixture
def public(db):
    return Client()


def titles(edition):
    return [paper.title for paper in published_papers(edition)]


def test_chair_publishes_and_it_is_logged(edition, chair, during):
    during(Stage.CAMERA_READY)

    publish(edition, by=chair)

    assert edition.published_at == cast.at(60)
    assert edition.moment().stage is Stage.PUBLISHED
    assert [(e.verb, e.actor_id) for e in Entry.objects.all()] == [("edition.published", chair.pk)]


def test_publishing_twice_is_once(edition, chair, during):
    during(Stage.CAMERA_READY)
    publish(edition, by=chair)
    first = edition.published_at

    publish(edition, by=chair)

    assert edition.published_at == first
    assert Entry.objects.filter(verb="edition.published").count() == 1


@pytest.mark.parametrize("who", ["author", "reviewer", "area_chair"])
def test_only_chairs_publish(edition, request, during, who):
    during(Stage.CAMERA_READY)
    person = request.getfixturevalue(who)

    with pytest.raises(Refused, match="Only the chairs"):
        publish(edition, by=person)


def test_nothing_is_published_before_the_release(edition, chair, during):
    during(Stage.DECIDING)

    with pytest.raises(Refused, match="not released yet"):
        publish(edition, by=chair)


def test_list_is_empty_until_published(edition, author, public, during):
    during(Stage.CAMERA_READY)
    accepted(edition, author, title="Secret", final="Secret")

    response = public.get(LIST)

    assert published_papers(edition) == []
    assert "will stand here once the chairs have published them" in response.content.decode()
    assert "Secret" not in response.content.decode()


def test_archived_without_publication_lists_nothing(edition, author, during):
    during(Stage.ARCHIVED)
    edition.published_at = None
    edition.save()
    accepted(edition, author)

    assert published_papers(edition) == []


def test_orals_come_first_then_posters_by_title(edition, author, during):
    during(Stage.PUBLISHED)
    accepted(edition, author, title="b poster")
    accepted(edition, author, title="A poster")
    accepted(edition, author, title="z talk", presentation="oral")

    assert titles(edition) == ["z talk", "A poster", "b poster"]


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected", "desk_rejected", "withdrawn"])
def test_papers_that_are_not_accepted_are_not_listed(edition, author, during, status):
    during(Stage.PUBLISHED)
    accepted(edition, author, title="Listed")
    cast.make_submission(edition, author, status=status, title="Hidden")

    assert titles(edition) == ["Listed"]


def test_list_says_the_final_title_and_the_authors_in_order(edition, author, coauthor, during):
    during(Stage.PUBLISHED)
    paper = accepted(edition, author, coauthor, title="As submitted", final="As printed")
    paper.authors.create(position=2, name="Gone Author", email="gone@x.example", removed_at=cast.at(13))

    (listed,) = published_papers(edition)

    assert (listed.title, listed.names) == ("As printed", ["Ada Author", "Cora Coauthor"])


@pytest.mark.parametrize(
    ("final", "consents", "has_pdf"), [("Final", True, True), ("Final", False, False), ("", False, False)]
)
def test_pdf_and_code_are_public_with_consent_alone(edition, author, public, during, final, consents, has_pdf):
    during(Stage.PUBLISHED)
    accepted(edition, author, title="Listed", final=final, consents=consents)

    (listed,) = published_papers(edition)

    assert listed.has_pdf is has_pdf
    assert listed.code_url == ("https://code.example/x" if has_pdf else "")
    assert ("https://code.example/x" in public.get(LIST).content.decode()) is has_pdf


def test_list_is_narrowed_to_a_topic(edition, author, public, during):
    during(Stage.PUBLISHED)
    pipelining, offloading, _ = edition.topics.all()
    accepted(edition, author, title="On pipelines")
    accepted(edition, author, title="On memory").topics.set([offloading])

    response = public.get(LIST, {"topic": offloading.pk})

    assert [paper.title for paper in response.context["groups"]["Posters"]] == ["On memory"]
    assert list(response.context["topics"]) == [pipelining, offloading]
    assert public.get(LIST, {"topic": "nonsense"}).context["count"] == 2


def test_bibtex_of_a_paper_is_plain_text(edition, author, public, during):
    during(Stage.PUBLISHED)
    paper = accepted(edition, author, title="T", final="Costs & gains")

    response = public.get(f"/icml2024/papers/{paper.code}/bibtex")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "title = {{Costs \\& gains}}" in response.content.decode()
    assert "year = {2024}" in response.content.decode()


@pytest.mark.parametrize("stage", [Stage.CAMERA_READY, Stage.PUBLISHED])
def test_bibtex_of_a_hidden_paper_is_missing(edition, author, public, during, stage):
    during(stage)
    status = "rejected" if stage is Stage.PUBLISHED else "accepted"
    paper = cast.make_submission(edition, author, status=status)

    assert public.get(f"/icml2024/papers/{paper.code}/bibtex").status_code == 404


def test_all_entries_come_in_one_file(edition, author, public, during):
    during(Stage.PUBLISHED)
    assert public.get("/icml2024/papers.bib").status_code == 404
    for title in ("One", "Two"):
        accepted(edition, author, title=title)

    assert public.get("/icml2024/papers.bib").content.decode().count("@inproceedings{") == 2


def test_header_leads_to_the_papers_once_they_are_published(edition, public, during):
    during(Stage.PUBLISHED)

    assert public.get(LIST).context["navigation"][0].label == "Papers"


def test_list_asks_no_more_queries_with_thirty_papers(
    edition, author, coauthor, public, during, django_assert_num_queries
):
    during(Stage.PUBLISHED)
    for number in range(3):
        accepted(edition, author, coauthor, number=number + 1, final=f"Final {number}")
    public.get(LIST)
    with django_assert_num_queries(3):
        public.get(LIST)

    for number in range(3, 30):
        accepted(edition, author, coauthor, number=number + 1, final=f"Final {number}")

    with django_assert_num_queries(3):
        assert public.get(LIST).context["count"] == 30


def test_title_of_a_final_version_without_consent_stands_nowhere(public, edition, author, during):
    during(Stage.PUBLISHED)
    paper = accepted(edition, author, final="A final title", consents=False)

    for address in (LIST, f"{LIST}{paper.code}/", f"{LIST}{paper.code}/bibtex", "/icml2024/papers.bib"):
        content = public.get(address).content.decode()
        assert "A final title" not in content
    assert titles(edition) == [paper.title]

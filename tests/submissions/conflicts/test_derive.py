"""Conflicts that follow from plain records: who wrote what with whom, and who is where."""

import time

from submissions.conflicts.derive import derive_conflicts
from submissions.conflicts.records import AuthorEntry, DerivedConflict, Named, Paper, Person, Reason


def person(number: int, *emails: str, at: tuple[str, ...] = ()) -> Person:
    return Person(number, frozenset(emails), frozenset(at))


def entry(person_id: int | None = None, email: str = "", affiliation: str = "") -> AuthorEntry:
    return AuthorEntry(person_id, email, affiliation)


def paper(number: int, *authors: AuthorEntry) -> Paper:
    return Paper(number, authors)


def reasons(found: list[DerivedConflict]) -> list[tuple[int, int, Reason]]:
    return [(one.paper_id, one.person_id, one.reason) for one in found]


def test_author_is_known_by_account_or_by_any_verified_address() -> None:
    people = [person(1, "ana@a.org"), person(2, "ben@b.org", "ben@home.org"), person(3, "cleo@c.org")]

    found = derive_conflicts(people, [paper(7, entry(1), entry(None, " Ben@Home.org "))])

    assert reasons(found) == [(7, 1, Reason.AUTHOR), (7, 2, Reason.AUTHOR)]
    assert found[0].because == "They are an author of this paper."


def test_coauthor_of_another_paper_is_in_conflict() -> None:
    people = [person(1), person(2), person(3)]

    found = derive_conflicts(people, [paper(7, entry(1), entry(2)), paper(8, entry(2), entry(3))])

    assert reasons(found) == [
        (7, 1, Reason.AUTHOR),
        (7, 2, Reason.AUTHOR),
        (7, 3, Reason.COAUTHOR),
        (8, 1, Reason.COAUTHOR),
        (8, 2, Reason.AUTHOR),
        (8, 3, Reason.AUTHOR),
    ]


def test_papers_are_linked_by_an_author_without_an_account() -> None:
    shared = entry(None, "guest@gmail.com")

    found = derive_conflicts([person(1), person(2)], [paper(7, entry(1), shared), paper(8, entry(2), shared)])

    assert (7, 2, Reason.COAUTHOR) in reasons(found)
    assert (8, 1, Reason.COAUTHOR) in reasons(found)


def test_author_with_an_account_links_papers_by_all_addresses() -> None:
    people = [person(1, "ana@gmail.com", "ana@proton.me"), person(2), person(3)]

    found = derive_conflicts(
        people, [paper(7, entry(None, "ana@gmail.com"), entry(2)), paper(8, entry(None, "ana@proton.me"), entry(3))]
    )

    assert (7, 3, Reason.COAUTHOR) in reasons(found)
    assert (8, 2, Reason.COAUTHOR) in reasons(found)


def test_same_institution_under_two_spellings() -> None:
    people = [person(1, at=("Skolkovo Institute of Science and Technology",)), person(2, at=("KAIST",))]

    found = derive_conflicts(people, [paper(7, entry(None, "x@gmail.com", "Skoltech"))])

    assert found == [
        DerivedConflict(7, 1, Reason.AFFILIATION, "They and an author of this paper are both at Skoltech.")
    ]


def test_same_mail_house_below_different_departments() -> None:
    people = [person(1, "ana@cs.cmu.edu"), person(2, "ben@gmail.com"), person(3, "cleo@ox.ac.uk")]
    authors = (entry(None, "x@andrew.cmu.edu"), entry(None, "y@gmail.com"), entry(None, "z@cam.ac.uk"))

    found = derive_conflicts(people, [paper(7, *authors)])

    assert found == [
        DerivedConflict(7, 1, Reason.DOMAIN, "They and an author of this paper both use addresses of cmu.edu.")
    ]


def test_what_an_author_says_in_the_profile_counts_beside_the_paper() -> None:
    author = person(1, "ana@gmail.com", "ana@inria.fr", at=("CNRS",))
    people = [author, person(2, "ben@inria.fr"), person(3, at=("CNRS",))]

    found = derive_conflicts(people, [paper(7, entry(None, "ana@gmail.com"))])

    assert reasons(found) == [(7, 1, Reason.AUTHOR), (7, 2, Reason.DOMAIN), (7, 3, Reason.AFFILIATION)]


def test_what_a_reviewer_wrote_on_an_own_paper_counts_as_theirs() -> None:
    papers = [paper(7, entry(1, "", "Inria")), paper(8, entry(None, "x@gmail.com", "INRIA, France"))]

    found = derive_conflicts([person(1)], papers)

    assert reasons(found) == [(7, 1, Reason.AUTHOR), (8, 1, Reason.AFFILIATION)]


def test_every_reason_is_told_but_authors_have_only_one() -> None:
    people = [person(1, "ana@inria.fr", at=("Inria",)), person(2, "ben@inria.fr", at=("Inria", "CNRS"))]
    papers = [paper(7, entry(1, "", "CNRS")), paper(8, entry(1), entry(2))]

    found = derive_conflicts(people, papers)

    assert reasons(found) == [
        (7, 1, Reason.AUTHOR),
        (7, 2, Reason.COAUTHOR),
        (7, 2, Reason.AFFILIATION),
        (7, 2, Reason.DOMAIN),
        (8, 1, Reason.AUTHOR),
        (8, 2, Reason.AUTHOR),
    ]
    assert found[2].because == "They and an author of this paper are both at CNRS and Inria."


def test_empty_values_never_match() -> None:
    people = [person(1, "", at=("", " - ")), person(2, at=("N/A", "Independent researcher"))]

    found = derive_conflicts(
        people, [paper(7, entry(), entry(None, " ", "n/a; independent researcher")), paper(8, entry())]
    )

    assert found == []


def test_people_who_are_not_asked_about_are_left_out() -> None:
    found = derive_conflicts([person(2)], [paper(7, entry(1), entry(2)), paper(8, entry(1))])

    assert reasons(found) == [(7, 2, Reason.AUTHOR), (8, 2, Reason.COAUTHOR)]


def test_sentence_stays_short_however_many_places_are_shared() -> None:
    places = tuple(f"Institute {n} of {'very ' * 30}long names" for n in range(6))

    found = derive_conflicts([person(1, at=places)], [paper(7, entry(None, "", "; ".join(places)))])

    assert [one.reason for one in found] == [Reason.AFFILIATION]
    assert len(found[0].because) <= 250


def test_hundreds_of_papers_take_a_moment() -> None:
    people = [person(n, f"p{n}@dep{n}.house{n % 40}.edu", at=(f"Institute {n % 40}",)) for n in range(1_000)]
    papers = [paper(n, *(entry((n * 3 + k) % 1_000) for k in range(4))) for n in range(400)]

    started = time.process_time()
    found = derive_conflicts(people, papers)

    assert len(found) > 10_000
    assert time.process_time() - started < 5  # about a tenth of a second; a loop over all pairs takes far more


def test_narrowed_answer_is_a_part_of_the_whole_one() -> None:
    people = [person(n, f"p{n}@house{n % 7}.edu", at=(f"Institute {n % 5}",)) for n in range(30)]
    papers = [paper(n, *(entry((n * 3 + k) % 30) for k in range(3))) for n in range(20)]

    everything = derive_conflicts(people, papers)

    assert derive_conflicts(people, papers, among={3, 4}) == [one for one in everything if one.person_id in {3, 4}]
    assert derive_conflicts(people, papers, on={7}) == [one for one in everything if one.paper_id == 7]


def test_who_has_a_named_address_is_in_conflict_with_the_reason() -> None:
    people = [person(1, "ana@a.org"), person(2, "ben@b.org", "ben@home.org")]

    found = derive_conflicts(people, [Paper(7, (entry(1),), named=(Named("Ben@home.org", "our advisor"),))])

    assert reasons(found) == [(7, 1, Reason.AUTHOR), (7, 2, Reason.NAMED)]
    assert found[1].because == "The authors of this paper named them (our advisor)."


def test_named_domain_is_everybody_with_an_address_in_it_and_nobody_else() -> None:
    people = [person(1, "a@b.org"), person(2, "c@cs.b.org"), person(3, "d@xb.org"), person(4, "e@b.org.net")]

    found = derive_conflicts(people, [Paper(7, (entry(9),), named=(Named("b.org"),))])

    assert reasons(found) == [(7, 1, Reason.NAMED), (7, 2, Reason.NAMED)]
    assert found[0].because == "The authors of this paper named b.org."


def test_what_a_draft_names_holds_for_it_alone() -> None:
    drafts = [Paper(7, (entry(1),), True, (Named("b.org"),)), paper(8, entry(1))]

    found = derive_conflicts([person(2, "ben@b.org")], drafts)

    assert reasons(found) == [(7, 2, Reason.NAMED)]

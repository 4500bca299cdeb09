"""Two spellings of one house are one; two houses with similar names stay two."""

import pytest

from submissions.conflicts.institutions import institutions, mail_house


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INRIA", "Inria"),
        ("Inria", "Inria Grenoble Rhône-Alpes"),
        ("Inria, France", "Inria Paris"),
        ("Skoltech", "Skolkovo Institute of Science and Technology"),
        ("ETH Zürich", "Swiss Federal Institute of Technology Zurich"),
        ("École Normale Supérieure de Lyon", "ENS Lyon"),
        ("University of California, Berkeley", "UC Berkeley"),
        ("Department of Computer Science, University of Toronto, Canada", "The University of Toronto"),
        ("Univ. Grenoble Alpes", "univ grenoble alpes"),
        ("Carnegie Mellon University; Google", "CMU"),
        ("LIP, ENS de Lyon and Inria", "Inria"),
        ("CNRS/LIP", "Centre national de la recherche scientifique"),
    ],
)
def test_spellings_of_one_institution_meet(one: str, other: str) -> None:
    assert institutions(one).keys() & institutions(other).keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of California, Berkeley", "University of California, Irvine"),
        ("University of Washington", "Washington University in St. Louis"),
        ("Indian Institute of Technology, Delhi", "Indian Institute of Technology, Bombay"),
        ("Microsoft Research, Cambridge", "University of Cambridge"),
        ("Lawrence Berkeley National Laboratory, Berkeley", "UC Berkeley"),
        ("Department of Computer Science, University of Toronto", "Department of Computer Science, Yale University"),
        ("Inria, France", "CNRS, France"),
        ("MIT", "MIPT"),
    ],
)
def test_different_institutions_stay_apart(one: str, other: str) -> None:
    assert institutions(one)
    assert institutions(other)
    assert not institutions(one).keys() & institutions(other).keys()


@pytest.mark.parametrize("nowhere", ["", "  ", "-", "n/a", "None", "Independent Researcher", "student", "University"])
def test_saying_nothing_is_no_institution(nowhere: str) -> None:
    assert institutions(nowhere) == {}


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("ana@cs.cmu.edu", "cmu.edu"),
        ("Ana@CMU.edu ", "cmu.edu"),
        ("ana@eng.cam.ac.uk", "cam.ac.uk"),
        ("ana@mails.tsinghua.edu.cn", "tsinghua.edu.cn"),
        ("ana@is.s.u-tokyo.ac.jp", "u-tokyo.ac.jp"),
        ("ana@riken.co.jp", "riken.co.jp"),
        ("ana@ens-lyon.fr", "ens-lyon.fr"),
        ("ana@edu.hse.ru", "hse.ru"),
        ("ana@gmail.com", ""),
        ("ana@163.com", ""),
        ("ana@yahoo.co.uk", ""),
        ("ana@ac.uk", ""),
        ("ana@localhost", ""),
        ("ana", ""),
        ("ana@", ""),
        ("ana@.com", ""),
        ("", ""),
    ],
)
def test_mail_house_is_the_registered_domain(address: str, house: str) -> None:
    assert mail_house(address) == house

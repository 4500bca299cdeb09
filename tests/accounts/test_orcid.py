import pytest

from want.accounts.orcid import is_orcid, plain_orcid


@pytest.mark.parametrize(
    "written",
    [
        "0000-0002-1825-0097",
        " 0000000218250097 ",
        "https://orcid.org/0000-0002-1825-0097",
        "http://orcid.org/0000-0002-1825-0097/",
        "orcid.org/0000-0002-1825-0097",
    ],
)
def test_orcid_is_found_however_it_is_written(written):
    assert plain_orcid(written) == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0000-0002-1825-0097", True),
        ("0000-0002-1694-233X", True),
        ("0000-0002-1825-0098", False),
        ("0000-0002-1825-009", False),
        ("0000-0002-1694-2330", False),
        ("", False),
    ],
)
def test_orcid_has_sixteen_digits_and_the_right_last_one(text, answer):
    assert is_orcid(text) is answer

import pytest
from django.test import override_settings

from want.core.sealed import NO_ROW, seal, unseal


def test_sealed_key_opens_to_the_key_and_is_the_same_at_every_look():
    assert unseal(seal(17, "paper"), "paper") == 17
    assert seal(17, "paper") == seal("17", "paper")


def test_keys_in_order_are_sealed_out_of_order_and_alike_in_length():
    shown = [seal(key, "paper") for key in range(1, 40)]

    assert shown != sorted(shown)
    assert {len(one) for one in shown} == {32}


def test_key_of_one_kind_of_row_says_nothing_of_another():
    assert seal(17, "paper") != seal(17, "review")
    assert unseal(seal(17, "paper"), "review") == NO_ROW


@pytest.mark.parametrize("made_up", ["17", "", "csv", "a" * 32, "é", "=" * 8, "%00"])
def test_key_that_was_not_sealed_here_is_that_of_no_row(made_up):
    assert unseal(made_up, "paper") == NO_ROW


def test_key_sealed_with_another_secret_is_that_of_no_row():
    sealed = seal(17, "paper")

    with override_settings(SECRET_KEY="another secret"):
        assert unseal(sealed, "paper") == NO_ROW

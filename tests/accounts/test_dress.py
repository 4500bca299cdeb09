"""Pages of the library that keeps accounts look like all others."""

import pytest

from tests.accounts.test_entrance import PASSWORD


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-dead-beef/",
        "/accounts/inactive/",
    ],
)
@pytest.mark.django_db
def test_page_at_the_entrance_has_our_dress(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert "account/base_entrance.html" not in [template.name for template in answer.templates]
    assert 'class="site-header"' in answer.content.decode()


@pytest.mark.parametrize("has_password", [True, False])
def test_page_of_an_account_has_our_dress(client, author, has_password):
    if has_password:
        author.set_password(PASSWORD)
    else:
        author.set_unusable_password()
    author.save()
    client.force_login(author)
    addresses = ["/accounts/email/", "/accounts/logout/", "/accounts/profile/"]
    addresses += ["/accounts/password/change/", "/accounts/reauthenticate/"] if has_password else []
    addresses += [] if has_password else ["/accounts/password/set/"]

    pages = {address: client.get(address) for address in addresses}

    assert {address: page.status_code for address, page in pages.items()} == dict.fromkeys(addresses, 200)
    assert not [a for a, page in pages.items() if 'class="site-header"' not in page.content.decode()]

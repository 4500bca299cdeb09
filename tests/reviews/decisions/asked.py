"""What the tests of the pages of decisions ask for, and how they read them."""

import re

TABLE = "/desk/e/icml2024/decisions/"
RELEASE = "/desk/e/icml2024/release/"


def seated(client, user):
    """Let somebody sign in where another was."""
    client.force_login(user)
    return client


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse

from tests import cast
from tests.desk.pages import lists_of_the_desk, pages_of_the_desk
from want.venues.models import Role

PATHS = ["/desk/", "/desk/e/icml2024/", "/desk/editions/new/", *pages_of_the_desk(), *lists_of_the_desk()]
POSTS_ALONE = {"/desk/e/icml2024/bids/lock/", "/desk/e/icml2024/matching/scores/"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["author", "reviewer", "area_chair", "outsider"])
def test_desk_is_no_page_for_others(client, request, edition, submission, who, path):
    client.force_login(request.getfixturevalue(who))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_desk_asks_strangers_to_sign_in(client, edition, path):
    answer = client.get(path)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("path", PATHS)
def test_desk_opens_for_a_chair(client, edition, submission, chair, path):
    client.force_login(chair)

    answer = client.get(path, follow=True)

    only_for_superusers = path == "/desk/accounts/user/" or "/break-glass/" in path
    opened = 405 if path in POSTS_ALONE else 200
    assert answer.status_code in ({404, 405} if only_for_superusers else {opened})


@pytest.mark.parametrize("path", PATHS)
def test_superuser_who_chairs_nothing_finds_settings_and_accounts_only(client, edition, submission, path):
    keeper = cast.make_user("Kim Keeper", is_superuser=True)
    client.force_login(keeper)

    answer = client.get(path, follow=True)

    settings = ("/desk/", "/desk/e/icml2024/", "/desk/editions/new/", "/desk/accounts/user/")
    if path.endswith("/break-glass/end/"):
        assert answer.status_code == 405
        return
    is_setting = path in settings or any(
        part in path for part in ("/break-glass/", "/settings/", "/lists/", "/chairs/")
    )
    assert answer.status_code == (200 if is_setting else 404)
    assert submission.title not in answer.content.decode()


def test_chair_of_one_edition_is_nobody_in_another(client, edition, chair):
    cast.make_edition("neurips2023")
    client.force_login(chair)

    assert client.get("/desk/e/neurips2023/").status_code == 404
    assert client.post("/desk/switch/", {"edition": "neurips2023"}).status_code == 404


def test_switching_puts_the_other_edition_on_the_desk(client, edition, chair):
    other = cast.make_edition("neurips2023")
    cast.join(other, chair, Role.CHAIR)
    cast.make_submission(other, cast.make_user("Nora Neurips"), title="Only in the other edition")
    client.force_login(chair)
    papers = reverse("desk:submissions_submission_changelist")
    assert "Only in the other edition" not in client.get(papers).content.decode()

    client.post("/desk/switch/", {"edition": "neurips2023"})

    assert "Only in the other edition" in client.get(papers).content.decode()


def test_a_get_does_not_switch(client, edition, chair):
    client.force_login(chair)

    assert client.get("/desk/switch/?edition=icml2024").status_code == 405


def test_nothing_of_djangos_own_admin_answers(client, edition, chair):
    client.force_login(chair)

    side_doors = [
        "login/",
        "logout/",
        "password_change/",
        "autocomplete/",
        "jsi18n/",
        "r/1/1/",
        "submissions/",
        "admin/logentry/",
    ]
    answers = {door: client.get(f"/desk/{door}").status_code for door in side_doors}

    assert answers == dict.fromkeys(side_doors, 404)


def test_lists_of_other_packages_are_not_taken_in():
    known = {f"{model._meta.app_label}.{model._meta.model_name}" for model in admin.site._registry}

    assert {"auth.group", "account.emailaddress", "django_tasks_database.dbtaskresult"} & known == set()
    assert "submissions.submission" in known


def test_every_list_has_a_list_a_table_and_a_record_and_nothing_else():
    routes = [
        route.pattern.regex.pattern if hasattr(route.pattern, "regex") else str(route.pattern)
        for resolver in admin.site.get_urls()
        if isinstance(resolver, URLResolver)
        for route in resolver.url_patterns
        if isinstance(route, URLPattern)
    ]

    assert len(routes) == 3 * len(admin.site._registry)

from want.venues.stages import Stage


def test_second_of_two_who_save_is_told_and_shown_what_the_first_saved(client, edition, author, submission, during):
    during(Stage.SUBMISSION)
    client.force_login(author)
    url = f"/{edition.slug}/submissions/{submission.code}/"
    submission.title = "What the first saved"
    submission.version = 2
    submission.save()

    words = client.post(url, {"title": "What the second typed", "version": "1", "save": "1"}).content.decode()

    submission.refresh_from_db()
    assert submission.title == "What the first saved"
    assert "Somebody saved this while you were writing." in words
    assert "What the first saved" in words
    assert 'value="What the second typed"' in words

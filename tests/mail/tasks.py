"""Tasks for the tests of the worker."""

from django_tasks import task

from want.mail.actions import Letter, enqueue


@task()
def write_a_letter(key: str) -> None:
    enqueue([Letter(key=key, to="ada@x.example", subject="From a task", body="Words.")])


@task()
def break_down() -> None:
    raise RuntimeError("as expected")

"""Background work of the assignment, run by `manage.py work`."""

from django_tasks import task

from reviews.assignment.computing import compute


@task()
def compute_plan(plan_id: int) -> None:
    """Compute a plan. Running it twice does its work once."""
    compute(plan_id)

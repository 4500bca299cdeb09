"""What the tests of the authors' pages ask for, and how they read the answers."""

import re

from django.urls import reverse

from submissions.models import Manuscript

START = "/icml2024/submit/"
PREVIEW = "/icml2024/submit/preview/"
MINE = "/icml2024/submissions/"


def page_of(paper, name="edit"):
    return reverse(f"submissions:{name}", args=[paper.edition.slug, paper.code])


def count_of_files(paper):
    return Manuscript.objects.filter(submission=paper).count()


def hidden(response, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())[1]


def shown(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())

"""WANT: a workshop's peer review, from the call for papers to the published programme.

The map of the house, from the floor to the roof; imports point down only (tests/test_house.py holds the order):

want.core       no tables: verdicts, the clock, Markdown, CSV, the embedded database, components and styles
want.mail       the outbox: every mail is a row with a unique key, sent by the worker
want.audit      the append-only log of who did what when
want.accounts   people: they sign in by e-mail and may have several verified addresses
want.venues     editions of a workshop: call, dates, topics, types, who holds which role; the public pages
want.desk       the chairs' admin site: switch of edition, dashboard, pages that the apps above register
submissions     the writing side: submit, edit, withdraw, manuscripts, conflicts, camera-ready, proceedings
reviews         the reading side: who may see what, committee, bids, assignment, reviews, decisions, a paper's page
want.keeping    backup and restore, a person's copy of their data, erasure: above all, for it knows all tables
want.demo       the roof: the living demo, the rehearsal, the bench (beside want.settings and want.urls)
"""

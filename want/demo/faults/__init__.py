"""Break everything that can break while people write and letters go out, then count what was lost. `manage.py faults`.

place.py    a scratch folder with a PostgreSQL, files and servers of its own
servers.py  the web server, the worker and PostgreSQL, and how each is killed
sink.py     a real SMTP server that refuses, hangs and hangs up
ledger.py   what the site said it had kept
people.py   authors, reviewers and bidders who write all the while and try again when nothing answers
play.py     the order of it all; proofs.py compares the ledger and the sink with the database
"""

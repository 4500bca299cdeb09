"""`manage.py rehearse`: a whole edition, played over HTTP by people with browsers of their own, and checked.

dom, forms, page      what a person reads off the HTML that the server sent; no Django, no rows
browser, person       requests, cookies, redirects, uploads; who somebody is, and the mail they get
work, casting, ties   who is in the play, what becomes of their papers, who must keep away from which; pure
scratch               a database, files, a clock and servers of its own, gone at the end
seen, story, checks   what people were given, what they did, what of it held
acts/                 what people do in each stage, in calendar order; they know pages and mails only
proofs/               what must be true afterwards, asked of the rows and of the pages that people were given
play                  the scenes in order, each with its acts and proofs, and what must be true after every one

To rehearse something new, add an act where people would do it and the proof of what must hold afterwards, and name
both in play.py.
"""

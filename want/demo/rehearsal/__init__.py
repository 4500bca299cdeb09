"""`manage.py rehearse`: a whole edition, played over HTTP by people with browsers of their own, and checked.

dom, forms, page      what a person reads off the HTML that the server sent; no Django, no rows
browser, person       requests, cookies, redirects, uploads; who somebody is, and the mail they get
scratch               a database, files, a clock and servers of its own, gone at the end
casting               who will be in the play and what becomes of their papers
acts/                 what people do in each stage, in calendar order
proofs/               what must be true afterwards, asked of the rows and of the pages that people were given
"""

"""What everybody may read at the end: the accepted papers with authors, PDF and BibTeX, and the act of publishing.

It lies here and not in `submissions`, because whatever shows a paper to somebody asks the policy.
"""

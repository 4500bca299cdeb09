"""Stories: what one person does over time, with something hidden happening in between, in two ways.

    before  what the person does first (doing.py), once; both ways go on from there
    event   what happens meanwhile behind their back: one thing, or another, or nothing (events/)
    after   what the person does then, and all they are answered, written, or given as a copy of their data

An hour lies between each two. Chance is loaded (dice.py), so two ways differ in the event and in nothing else; the keys
that the event drew from sequences do not show (undoing.py).
"""

"""Chairs declare that somebody of the committee must keep away from a paper, and lift what was declared."""

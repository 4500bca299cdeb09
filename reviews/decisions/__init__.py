"""What becomes of each paper: meta-review, private decision, release to all in one act."""

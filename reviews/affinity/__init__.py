"""How well a reviewer and a paper match, and why: from topics, texts and bids."""

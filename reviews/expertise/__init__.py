"""A member's profile for matching: own papers, topics by degree, days away. It is kept from edition to edition."""

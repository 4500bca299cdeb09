"""What the first page of a PDF says its paper is called and is about: for a profile of own papers. Pure."""

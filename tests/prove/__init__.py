"""The whole table of facts and of acts over HTTP, and pairs of worlds that differ in one secret: `make prove`."""

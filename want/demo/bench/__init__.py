"""`make bench`: an edition with thousands of papers, served as in production and measured page by page."""

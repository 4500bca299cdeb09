"""The parts of a blind copy: what of a page, picture, font or colour profile is needed, and no more. Pure."""

"""The register: what every URL, column, place of a mail and field of a table shows. What is not in it is refused."""

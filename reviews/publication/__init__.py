"""The desk's last page: which accepted papers can be published, and the act of publishing them."""

"""The names in an article, and the nodes that they name."""

"""The formats of articles that are more than a text: what makes the content of their bytes, or takes them apart."""

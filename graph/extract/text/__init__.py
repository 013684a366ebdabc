"""The characters of an article as the tokens that are parsed."""

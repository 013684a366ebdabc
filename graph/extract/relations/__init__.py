"""Which relations predicates, nouns, titles and places express."""

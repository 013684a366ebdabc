"""The version of Rashomon, which the ontology and what a build writes bear too."""

__version__ = "0.1.0"

"""The version of Rashomon, which is also that of the ontology and in the output of a build."""

__version__ = "0.1.0"

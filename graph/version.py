"""The version of Rashomon, which is also the version of the ontology and the one given in the output of a build."""

__version__ = "0.1.0"

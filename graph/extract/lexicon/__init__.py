"""The words used in reading: tables of cues, frames and names, each checked against the ontology."""

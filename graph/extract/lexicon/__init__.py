"""The words that the reading goes by: tables of cues, frames and names, each checked against the ontology."""

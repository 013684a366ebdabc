"""The graph on the web: SPARQL 1.1 Protocol, pages for every IRI, a workbench.

The server reads HTTP and never the data: whatever is asked goes to warm worker processes (`graph.serve.pool`),
which have the store open read-only, and no network.
"""

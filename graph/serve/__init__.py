"""The graph on the web: SPARQL 1.1 Protocol, pages for every IRI, a workbench.

The server handles HTTP and never reads the data: queries go to warm worker processes (`graph.serve.pool`), which have
the store open read-only and have no network.
"""

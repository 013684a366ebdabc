"""Questions to the graph: named queries and users' own; `graph.formats` writes their answers.

`run` queries a pyoxigraph store or an rdflib dataset. Queries only read: updates, SERVICE, and on rdflib FROM
are refused, because they would change data or fetch from the network (see `graph.queries.guard`).
"""

from graph.queries.catalog import NamedQuery, Parameter, named_queries, named_query, parse
from graph.queries.guard import QuerySyntaxError, RefusedError
from graph.queries.runner import Engine, Graphs, engine, run

__all__ = [
    "Engine",
    "Graphs",
    "NamedQuery",
    "Parameter",
    "QuerySyntaxError",
    "RefusedError",
    "engine",
    "named_queries",
    "named_query",
    "parse",
    "run",
]

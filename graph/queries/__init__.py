"""Questions to the graph: named queries, queries of one's own, and their answers as tables or data.

`run` asks a pyoxigraph store or an rdflib dataset. Queries only read: updates, SERVICE, and on rdflib FROM
are refused, because they would change data or fetch from the network (see `graph.queries.guard`).
"""

from graph.queries.answers import Answer
from graph.queries.catalog import NamedQuery, Parameter, named_queries, named_query, parse
from graph.queries.formats import FORMATS, able_to_hold, format_of, render
from graph.queries.guard import QuerySyntaxError, RefusedError
from graph.queries.runner import Engine, Graphs, engine, run

__all__ = [
    "FORMATS",
    "Answer",
    "Engine",
    "Graphs",
    "NamedQuery",
    "Parameter",
    "QuerySyntaxError",
    "RefusedError",
    "able_to_hold",
    "engine",
    "format_of",
    "named_queries",
    "named_query",
    "parse",
    "render",
    "run",
]

"""The questions that can be asked of a graph from Python, wherever it is stored."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.records.table import Records, Row

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph.queries import Engine
    from graph.records.kinds import Accusation, Claim, Dispute, Entity
    from graph.records.looking import Looking

# Packages are imported where they are used: `import rashomon` must stay quick.


class Questions:
    """Answers questions about the quads of a graph, with the same engine as `rashomon query`."""

    def query(self, question: str, /, **params: str | date) -> Records[Row]:
        """The answer to a named query or to a query in SPARQL.

        `question` is the name of a query, such as "disputes" (`rashomon query` lists them), or the text of one; the
        usual prefixes need not be declared, and a query cannot change or fetch anything. `params` are the parameters
        of a named query, as keywords: the name or id of an entity, a relation, a day, a text; a parameter whose name
        has a hyphen or is a Python keyword is passed with `**`. A row is a dict with a value for each variable: texts,
        numbers, days, IRIs abbreviated as in `id:kristi-noem`, and None if nothing is bound. ASK returns one row with
        `truth`; CONSTRUCT and DESCRIBE return rows with `subject`, `predicate` and `object`.

        Raises `QueryError` for an unknown name or parameter, and for a text that is not a query.

        >>> for row in result.query("disputes", entity="Gustavo Petro")[:1]:
        ...     print(row["stance"])
        affirmed
        >>> result.query("SELECT (COUNT(*) AS ?claims) { ?claim a rsh:Claim }")[0]["claims"] == len(result.claims())
        True
        """
        from graph.queries import run
        from graph.records.answers import rows

        given = {name: it.isoformat() if isinstance(it, date) else it for name, it in params.items()}
        return rows(run(self._engine, question, given))

    def claims(self) -> Records[Claim]:
        """All claims as records, in the order of the articles and of their sentences.

        >>> denials = [it for it in result.claims() if it.stance == "denied"]
        >>> print(denials[0].speaker)
        Pedro Sánchez
        """
        from graph.records.looking import claim_records

        return claim_records(self._all_claims)

    def entities(self) -> Records[Entity]:
        """All entities as records, those with the most claims first, including those who sign an article.

        >>> names = [it.label for it in result.entities() if "person" in it.types]
        """
        from graph.records.looking import entity_records

        return entity_records(self._looking.entities())

    def disputes(self) -> Records[Dispute]:
        """The statements that somebody denies and others affirm, sorted by what they say, with the claims of all sides.

        Rival figures and labels that nobody denies are only in the answer to `query("disputes")`.

        >>> for dispute in result.disputes()[:1]:
        ...     both = dispute.affirmed[0].sentence, dispute.denied[0].sentence
        """
        from graph.records.looking import dispute_records

        return dispute_records(self._looking.disputes(self._all_claims))

    def accusations(self) -> Records[Accusation]:
        """Who accuses whom of what, and the answers, in the order of the articles and of their sentences.

        >>> unanswered = [it.accused for it in result.accusations() if not it.answers]
        """
        from graph.records.looking import accusation_records

        return accusation_records(self._looking.accusations(self._all_claims))

    def _opened(self) -> ox.Store:
        """A store that contains the quads."""
        raise NotImplementedError

    @cached_property
    def _store(self) -> ox.Store:
        return self._opened()

    @cached_property
    def _engine(self) -> Engine:
        from graph.queries import engine

        return engine(self._store)

    @cached_property
    def _looking(self) -> Looking:
        from graph.records.looking import Looking

        return Looking(self._store, self._engine)

    @cached_property
    def _all_claims(self) -> tuple[Claim, ...]:
        return tuple(self._looking.claims())

    def __getstate__(self) -> dict[str, Any]:
        """The state without what was computed to answer questions: a store belongs to one process."""
        return {name: it for name, it in vars(self).items() if not name.startswith("_")}

"""A claim or a dispute with everything that it rests on, to be sent to those it is about, for a right of reply."""

from __future__ import annotations

from graph.packet.formats import FORMATS, Form, render
from graph.packet.gathering import gather
from graph.packet.packet import Article, Packet, Passage, Side, Subject

__all__ = ["FORMATS", "Article", "Form", "Packet", "Passage", "Side", "Subject", "gather", "render"]

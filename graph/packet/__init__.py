"""A claim or a dispute with all that it rests on, to be sent to who is spoken of: what a right of reply needs."""

from __future__ import annotations

from graph.packet.formats import FORMATS, Form, render
from graph.packet.gathering import gather
from graph.packet.packet import Article, Packet, Passage, Side, Subject

__all__ = ["FORMATS", "Article", "Form", "Packet", "Passage", "Side", "Subject", "gather", "render"]

"""The name of the outlet of a page: its head may have a short form or an address, while readers see the full name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.read.formats.settings import words

PARTS = re.compile(r"\s+[|–—»·•:-]+\s+|\s*[|»]\s*")
"""What separates the parts of a title: the headline, the section, the outlet."""

_DOMAIN = re.compile(r"(?:\.[a-z]{2,}){1,2}$")
_SHORT = 4
_LONG = 6
_SMALL = ("the", "of", "and", "for", "de", "la", "le")


def outlet_of(said: Iterable[str], host: str, title: Sequence[str], labels: Iterable[str]) -> str | None:
    """The outlet named in `said`, the best first, or in the host, in the fullest form of that name.

    `title` are the parts of the title of its window, `labels` the short texts on the page, which are searched if
    nothing else has it in the form of a name. A name takes precedence over an address.
    """
    most = words("page")["outlet"]
    firsts = [PARTS.split(" ".join(it.split()))[0] for it in said if "://" not in it]
    named = [it for it in firsts if 0 < len(it.split()) <= most]
    name = next((it for it in named if "." not in it), named[0] if named else host)
    if not name:
        return None
    forms = [it for it in (*named, *title) if _is_same(it, name) or _spells(it, name)]
    if name == host:
        forms += [it for it in title[-1:] if _begins(it, host)]
    forms += [] if any(map(_is_written, forms)) else [it for it in labels if _is_same(it, name) and _is_written(it)]
    fit = [it for it in forms if len(it.split()) <= most]
    return max(fit, key=lambda it: (_is_written(it), len(it.split()), _capitals(it), it in title), default=name)


def _is_written(name: str) -> bool:
    """Whether a name is written like a name and not like an address."""
    return _capitals(name) > 0 and "." not in name


def _capitals(name: str) -> int:
    return sum(it[0].isupper() for it in name.split())


def is_outlet_itself(name: str, outlet: str) -> bool:
    """Whether an author is the outlet, a part of it ("Andean Post Staff"), or the outlet of which it is a branch."""
    own, whole = _key(name), _key(outlet)
    if not own or not whole:
        return False
    return (
        own == whole or (len(own) > _LONG and whole.startswith(own)) or (len(whole) > _LONG and own.startswith(whole))
    )


def _key(name: str) -> str:
    """The letters of a name, without its article and the end of an address."""
    lower = name.lower().strip()
    plain = _DOMAIN.sub("", lower) if " " not in lower else lower
    return re.sub(r"[\W_]|^the\s+", "", plain)


def _is_same(form: str, name: str) -> bool:
    keys = {_key(form), re.sub(r"[\W_]", "", form.lower())} - {""}
    return bool(keys & {_key(name), re.sub(r"[\W_]", "", name.lower())})


def _spells(form: str, name: str) -> bool:
    """Whether a name is made of the first letters of another: "AP" of "The Andean Post"."""
    initials = "".join(it[0] for it in form.split() if it.lower() not in _SMALL)
    return name.isupper() and 1 < len(name) == len(initials) and initials == name


def _begins(form: str, host: str) -> bool:
    """Whether a name begins with the first part of a host: "andeanpost.org" of "Andean Post Foundation"."""
    label = host.partition(".")[0]
    return len(label) >= _SHORT and _key(form).startswith(label.replace("-", ""))

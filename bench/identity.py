"""How long it takes to resolve who is who among many names, how much memory, and how both grow.

usage: python bench/identity.py [--mentions N] [--seconds S] [--megabytes M] [--exponent E]

Invents people, bodies and towns, and four times as many mentions of them in articles of twenty mentions each (200,000
mentions of 50,000 by default). Some are in many articles and most in few: by full name, with an initial, without
accents, misspelt, by a bare surname or an acronym, and some share a name with somebody in another country. Resolves a
tenth of them, three tenths and all. Exit code 1 if all take more processor time or memory than allowed, or the time
grows with a higher power of their number than allowed; or if less than 90 % of the pairs of full names for the same one
are joined, or more than 1 % of the joined pairs are two different ones.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import comb, log
from random import Random
from time import process_time

from graph.model import Annotation, Entity, Metadata
from graph.prefixes import content_hash
from graph.resolve import resolve

EACH = 20
"""The number of mentions in an article."""
SHARE = 4
"""The number of mentions of one name, on average."""
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
COUNTRIES = ("colombia", "mexico", "spain", "france", "kenya", "india", "peru", "poland")
OFFICES = ("mayor", "minister of defense", "senator", "judge", "governor", "president")
BODIES = ("Council", "Party", "Union", "Company", "Institute", "Front", "Bank", "Agency")
FIRST = date(2025, 1, 1)


def main() -> int:
    """Prints what it takes to resolve the mentions, and how much of the result is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--megabytes", type=float, default=1500)
    parser.add_argument("--exponent", type=float, default=1.2)
    options = parser.parse_args()
    sizes = [options.mentions // 10, options.mentions * 3 // 10, options.mentions]
    seconds: list[float] = []
    found = (1.0, 1.0)
    for size in sizes:
        start = process_time()
        made = resolve(annotation for annotation, _ in invented(size))
        spent, began = process_time() - start, process_time()
        bearers = {key: who for _, several in invented(size) for key, who in several}
        seconds.append(spent - (process_time() - began))
        found = _measured(made.canonical, bearers)
        print(f"{size:,} mentions of {size // SHARE:,} names: {seconds[-1]:.1f} s of processor time")
    exponent = log(seconds[-1] / seconds[0]) / log(sizes[-1] / sizes[0])
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"exponent {exponent:.2f}; memory of the whole process at most {megabytes:.0f} MB")
    print(f"pairs of full names of the same one: {found[0]:.1%} joined; of all joined pairs {found[1]:.1%} are right")
    slow = seconds[-1] > options.seconds or exponent > options.exponent or megabytes > options.megabytes
    return int(slow or found[0] < 0.9 or found[1] < 0.99)


def _measured(canonical: dict[tuple[str, str], str], bearers: dict[tuple[str, str], str]) -> tuple[float, float]:
    """The share of pairs of mentions of one entity that were joined, and of joined pairs that are one entity."""
    wanted = _pairs(who for key, who in bearers.items() if not key[1].endswith("short"))
    right = _pairs((canonical[key], who) for key, who in bearers.items() if not key[1].endswith("short"))
    joined = _pairs(canonical[key] for key in bearers)
    true = _pairs((canonical[key], who) for key, who in bearers.items())
    return right / max(wanted, 1), true / max(joined, 1)


def _pairs(labels: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())


Bearers = list[tuple[tuple[str, str], str]]
"""Who each mention is, by document and local id."""


def invented(mentions: int) -> Iterator[tuple[Annotation, Bearers]]:
    """Articles with `mentions` mentions, and who each is. Those in one article are likely to meet in others, too."""
    random = Random(mentions)
    people = [_somebody(random, number) for number in range(mentions // SHARE)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(people))))
    circles = len(people) // 40
    for number in range(mentions // EACH):
        circle = random.randrange(circles)
        near = (people[random.randrange(40) * circles + circle] for _ in range(EACH // 2))
        known = (*near, *random.choices(people, cum_weights=weights, k=EACH))
        chosen = list({it.id: it for it in known}.values())[:EACH]
        told = [_mentioned(it, random) for it in chosen]
        day = FIRST + timedelta(days=number % 365)
        about = Metadata(f"{number}.txt", content_hash(number) * 4, published=day, outlet=f"House {number % 50}")
        bearers = [((about.id, entity.id), who.id) for entity, who in zip(told, chosen, strict=True)]
        yield Annotation(about, (), tuple(told), (), ()), bearers


@cache
def _names(count: int) -> tuple[list[str], list[float]]:
    """`count` different names, and their cumulative weights, which follow Zipf's law with an offset of 20."""
    made = dict.fromkeys("".join(Random(at).choices(SYLLABLES, k=3 + at % 2)).capitalize() for at in range(count))
    return list(made), list(accumulate(1 / (rank + 20) for rank in range(len(made))))


def _word(random: Random, count: int) -> str:
    names, weights = _names(count)
    return random.choices(names, cum_weights=weights)[0]


def _somebody(random: Random, number: int) -> Entity:
    country = random.choice(COUNTRIES)
    kind = number % 10
    if kind < 6:
        label = f"{_word(random, 2000)} {random.choice('ABCDEFGH')}. {_word(random, 20000)}"
        return Entity(str(number), "Person", label, country=country, offices=(random.choice(OFFICES),))
    if kind < 9:
        label = f"{_word(random, 20000)} {_word(random, 20000)} {random.choice(BODIES)}"
        return Entity(str(number), "Organization", label, country=country)
    return Entity(str(number), "City", f"{_word(random, 20000)} {_word(random, 20000)}", country=country)


def _mentioned(who: Entity, random: Random) -> Entity:
    """Somebody as named in one article."""
    words, chance = who.label.split(), random.random()
    more = {"country": who.country if random.random() < 0.6 else None}
    if who.type == "Person":
        offices = who.offices if random.random() < 0.3 else ()
        if chance < 0.1:
            return Entity(f"{who.id}-short", "Person", words[-1], offices=offices)
        label = who.label if chance < 0.5 else f"{words[0]} {words[-1]}"
        return Entity(who.id, "Person", label, country=more["country"], offices=offices)
    if who.type == "Organization" and chance < 0.1:
        return Entity(f"{who.id}-short", "Organization", "".join(word[0] for word in words))
    return Entity(who.id, who.type, who.label, country=more["country"])


if __name__ == "__main__":
    sys.exit(main())

"""Files that are not articles, and malicious articles: each is reported by name or built, without a crash."""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from graph import InputError, build
from graph.read import from_text, read
from graph.read.input_formats import LISTED
from support.command import Rashomon
from support.properties import given, settings, st

GOOD = "President Gustavo Petro met with Kristi Noem in Bogota on Thursday, and Noem accused him of lying.\n"
SPANISH = (
    "El ministro de Defensa de Colombia, Pedro Sánchez, habló sobre la controversia generada por las declaraciones "
    "de la secretaria de Seguridad Nacional de Estados Unidos, quien se reunió con el presidente en Bogotá.\n"
)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f"
    + bytes(range(256)) * 40
)

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b"\n \r\n\t\n", "is empty"),
    "mark": (b"\xef\xbb\xbf", "is empty"),
    "nul": (b"\0" * 1000, "binary"),
    "picture": (PNG, "unknown encoding|binary"),
    "noise": (random.Random(7).randbytes(20_000), "unknown encoding|binary"),
    "long_line": (b"The minister said that the government denied it. " * 210_000, "longer than 500,000 characters"),
    "broken": ("Petro’s aide said “no”.\n".encode() * 3 + b"caf\xc3", "line 4: is UTF-8 with a broken character"),
    "half_utf16": ("Petro".encode("utf-16") + b"\0", "UTF-16"),
    "nota": (SPANISH.encode(), r"is written in Spanish \(es\)"),
    "nota_latin1": (SPANISH.encode("latin-1"), r"is written in Spanish \(es\)"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_has_a_message_with_its_name(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(data)
    start = time.monotonic()
    with pytest.raises(InputError, match=reason) as caught:
        read(path)
    assert caught.value.file == str(path)
    assert name in str(caught.value)
    assert time.monotonic() - start < 10


def test_one_good_file_among_all_the_bad_ones_is_built(rashomon: Rashomon, tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sidecar.txt").write_text(GOOD + "More.", encoding="utf-8")
    (tmp_path / "sidecar.toml").write_text("autor = 1", encoding="utf-8")
    done = rashomon("build", tmp_path, "missing.txt", "--output", tmp_path / "out", "--json")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert report["documents"] == 1
    assert len(report["failures"]) == len(BAD) + 2
    for name in (*(f"{name}.txt" for name in BAD), "sidecar.toml", "missing.txt"):
        assert name in done.stderr


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "folder.txt").mkdir()
    for path, reason in (
        (tmp_path / "pipe.txt", "is not a file"),
        (tmp_path / "dangling.txt", "no such file"),
        (tmp_path / "folder.txt", "is not a file"),
        (Path("/dev/null"), "unknown kind|is not a file"),
    ):
        with pytest.raises(InputError, match=reason):
            read(path)
    (tmp_path / "tune.mp3").write_bytes(b"ID3" + bytes(10_000_000))
    with pytest.raises(InputError, match=rf"articles are {re.escape(LISTED)} files"):
        read(tmp_path / "tune.mp3")


# ------------------------------------------------------------------ malicious articles

ATTACK = (
    "Noem </script><script>alert(1)</script> speaks out\n\n"
    "By Jane <img src=x onerror=alert(1)>\n\n"
    "President Gustavo Petro> met with Kristi Noem\x00 in Bogota\x1b[2J on Thursday.\n"
    "“He is a friend of the \u202etrain\u202c of Aragua,” Noem\x0b claimed. \\u003E ]]> <!-- \ud7ff \ufffe {{7*7}}\n"
    "Petro denied that he met with Kristi Noem in <https://example.org/a b>.\n"
)


def test_an_article_that_attacks_is_built_letter_for_letter(tmp_path: Path) -> None:
    path = tmp_path / "a > b.txt"
    path.write_text(ATTACK, encoding="utf-8", newline="")
    path.with_suffix(".toml").write_text('title = "<script>alert(2)</script>"', encoding="utf-8")
    result = build(path, tmp_path / "out")
    assert result.failures == ()
    for claim in result.knowledge.claims:
        assert claim.evidence.of(ATTACK) == claim.quote
    trig = (tmp_path / "out" / "graph.trig").read_bytes()
    nq = (tmp_path / "out" / "graph.nq").read_bytes()
    quads = set(ox.parse(nq, format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(trig, format=ox.RdfFormat.TRIG)) == quads
    json.loads((tmp_path / "out" / "graph.jsonld").read_text(encoding="utf-8"))
    ElementTree.parse(tmp_path / "out" / "graph.graphml")
    page = (tmp_path / "out" / "view.html").read_text(encoding="utf-8")
    assert "<script>alert(" not in page
    assert "<img src=x" not in page


def test_no_article_steers_the_terminal(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ATTACK, encoding="utf-8", newline="")
    assert rashomon("build", "a.txt", "--output", "out", cwd=tmp_path).returncode == 0
    for arguments in (["explain", "Kristi Noem"], ["query", "visits"]):
        done = rashomon(*arguments, "--output", "out", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert not set(done.stdout) & set("\x00\x0b\x1b\x9b\u202e\u202c")


WORDS = st.sampled_from(
    ["Kristi Noem", "Gustavo Petro", "the Tren de Aragua", "Bogota", "said that", "accused", "denied", "of", "met with",
     "and", "he", "“", "”", ".", ",", ":", "\n", "\n\n", "(", ")", "[Petro]", "\x00", "\u202e", "<b>", ">", "March 27",
     "not", "\r"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), min_size=1, max_size=40).map(" ".join))
def test_any_text_is_built_or_reported(text: str) -> None:
    try:
        document = from_text(text, language="en")
    except InputError:
        return
    knowledge = build([document]).knowledge
    for claim in knowledge.claims:
        assert claim.evidence.of(document.text) == claim.quote

"""The same article gives the same claims in every format, and its text is kept and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.build import Result, build
from graph.model import BlockKind
from graph.read import read
from graph.read.input_formats import FORMATS, HEAD, recognised
from support import made_files
from support.command import Rashomon

SIDECAR = f"""date = {made_files.DAY}
outlet = "{made_files.OUTLET}"
author = "{made_files.AUTHOR}"
url = "{made_files.URL}"
"""


def written(folder: Path, names: Mapping[str, object] = made_files.FORMATS, *, known: bool = True) -> Path:
    """A folder with the article in these formats, each in its own folder with a sidecar file."""
    for name in names:
        place = folder / name.replace(".", "-")
        place.mkdir(parents=True)
        (place / name).write_bytes(made_files.FORMATS[name]())
        if known:
            (place / name).with_suffix(".toml").write_text(SIDECAR, encoding="utf-8")
    return folder


def claims(result: Result) -> list[tuple[object, ...]]:
    """The claims of a build of one article, without its document."""
    said = {it.id: it for it in result.knowledge.propositions}
    own = (
        (it.stance, it.speaker, it.quote, said[it.proposition].subject, said[it.proposition].relation,
         said[it.proposition].object, said[it.proposition].content_text)
        for it in result.knowledge.claims
    )  # fmt: skip
    documents = {it.id for it in result.knowledge.documents}
    return sorted((tuple("the article" if part in documents else part for part in it) for it in own), key=repr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("formats"))


@pytest.fixture(scope="module")
def plain(folder: Path) -> list[tuple[object, ...]]:
    return claims(build(folder / "article-txt"))


@pytest.mark.parametrize("name", [it for it in made_files.FORMATS if it != "article.txt"])
def test_the_same_article_gives_the_same_claims(name: str, folder: Path, plain: list[tuple[object, ...]]) -> None:
    result = build(folder / name.replace(".", "-"))
    assert (result.failures, result.skipped) == ((), ())
    assert len(plain) > 10
    assert claims(result) == plain


def test_every_format_is_among_them() -> None:
    made = {recognised(make()[:HEAD], name) for name, make in made_files.FORMATS.items()}
    assert made == set(FORMATS)


def test_what_a_page_says_of_itself(folder: Path) -> None:
    document = read(folder / "article-html" / "article.html")
    (folder / "article-html" / "article.toml").rename(folder / "away.toml")
    about = read(folder / "article-html" / "article.html").metadata
    (folder / "away.toml").rename(folder / "article-html" / "article.toml")
    assert about == document.metadata
    assert (about.title, about.author, str(about.published)) == (made_files.TITLE, made_files.AUTHOR, made_files.DAY)
    assert (about.outlet, about.url) == (made_files.OUTLET, made_files.URL)
    assert about.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    kinds = [(it.kind, it.span.of(document.text)) for it in document.blocks]
    assert kinds[0] == (BlockKind.TITLE, made_files.TITLE)
    assert [text for kind, text in kinds if kind is BlockKind.PARAGRAPH] == list(made_files.PARAGRAPHS)
    for words in (*made_files.FURNITURE, "everybody knows", "admitted"):
        assert words not in document.text


def test_the_text_is_kept_and_checked(rashomon: Rashomon, tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", known=False), tmp_path / "out"
    done = rashomon("build", folder, "--output", out, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    # A page is the same in all archives, and a row is the same in all tables.
    assert report["documents"] == 13, report
    kept = sorted((out / "texts").iterdir())
    assert len(kept) == 12, "the plain text is its own file"
    assert rashomon("verify", "--output", out).returncode == 0
    for it in kept:
        it.write_bytes(it.read_bytes() + b" ")
    changed = rashomon("verify", "--output", out, "--json")
    assert set(json.loads(changed.stdout)["counts"]) == {"changed-text"}
    kept[0].unlink()
    assert "missing-text" in rashomon("verify", "--output", out, "--json").stdout


def test_a_text_that_comes_out_otherwise_is_found(
    rashomon: Rashomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = written(tmp_path / "in", {"article.html": None, "article.csv": None}, known=False), tmp_path / "out"
    assert rashomon("build", folder, "--output", out).returncode == 0
    from graph.batch.opening import WatchedOpener

    read_again = WatchedOpener.text
    monkeypatch.setattr(WatchedOpener, "text", lambda self, source: read_again(self, source) + "!")
    found = json.loads(rashomon("verify", "--output", out, "--json").stdout)
    assert found["counts"] == {"other-text": 2}


def test_quotes_are_checked_where_the_original_is_gone(rashomon: Rashomon, tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", {"article.html": None}, known=False), tmp_path / "out"
    assert rashomon("build", folder, "--output", out).returncode == 0
    checked = rashomon("verify", "--output", out)
    assert (checked.returncode, "gone" in checked.stdout) == (0, False)
    (folder / "article-html" / "article.html").unlink()
    checked = rashomon("verify", "--output", out)
    assert checked.returncode == 0
    told = "The files of 1 article are gone, so only their stored texts could be compared: article.html"
    assert checked.stdout.splitlines()[1:] == [told]
    assert json.loads(rashomon("verify", "--output", out, "--json").stdout)["originals_gone"] == ["article.html"]


def test_an_older_build_leaves_no_text(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", {"article.html": None, "article.txt": None}), tmp_path / "out"
    build(folder / "article-html", out)
    (out / "texts" / "mine.txt").write_text("a note", encoding="utf-8")
    build(folder / "article-txt", out)
    assert [it.name for it in (out / "texts").iterdir()] == ["mine.txt"]


def test_columns_have_other_names(rashomon: Rashomon, tmp_path: Path) -> None:
    table = made_files.csv().replace(b"title,date,outlet,author,url,text", b"Headline,day,outlet,author,url,Body")
    (tmp_path / "rows.csv").write_bytes(table)
    done = rashomon("build", "rows.csv", "--output", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "has no column 'text', but headline, day, outlet, author, url, body; --column text=NAME" in done.stderr
    told = ("--column", "text=body", "--column", "title=headline", "--column", "date=day")
    done = rashomon("build", "rows.csv", "--output", "out", *told, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert rashomon("verify", "--output", "out", cwd=tmp_path).returncode == 0
    assert rashomon("build", "rows.csv", "--output", "out", "--column", "body", cwd=tmp_path).returncode == 2
    assert rashomon("build", "rows.csv", "--output", "out", "--column", "words=body", cwd=tmp_path).returncode == 2


def test_a_row_that_cannot_be_read_does_not_end_the_others(rashomon: Rashomon, tmp_path: Path) -> None:
    good = made_files.json_lines()
    (tmp_path / "rows.jsonl").write_bytes(good + b'{"text": \n' + b"[1]\n" + b'{"title": "No text"}\n')
    done = rashomon("build", "rows.jsonl", "--output", "out", "--json", cwd=tmp_path)
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert report["documents"] == 1
    assert [it["file"] for it in report["failures"]] == ["rows.jsonl#2", "rows.jsonl#3", "rows.jsonl#4"]


def test_a_format_is_told_by_content(tmp_path: Path) -> None:
    for name, made in (("page.txt", "article.html"), ("paper", "article.pdf"), ("letter.html", "article.docx")):
        (tmp_path / name).write_bytes(made_files.FORMATS[made]())
        assert read(tmp_path / name).text.startswith(made_files.TITLE)
    result = build(tmp_path, tmp_path / "out")
    assert len(result.knowledge.documents) == 3


def test_what_belongs_to_a_saved_page_is_no_article(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "in" / "story_files").mkdir(parents=True)
    (tmp_path / "in" / "story.html").write_bytes(made_files.page())
    (tmp_path / "in" / "story_files" / "frame.html").write_bytes(made_files.page("Another one"))
    done = rashomon("build", "in", "--output", "out", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["documents"] == 1
    assert "belongs to the saved page beside it" in done.stderr
    done = rashomon("build", "in/story.html", "in/story_files", "--output", "out", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["documents"]) == (0, 1)


def test_annotations_of_pages_are_read_again(rashomon: Rashomon, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"article.html": None, "article.csv": None}, known=False)
    done = rashomon("annotate", folder, "--output", tmp_path / "notes", "--json")
    assert done.returncode == 0, done.stderr
    notes = {json.loads(it.read_text(encoding="utf-8"))["document"]["file"]: it for it in tmp_path.glob("notes/*")}
    assert set(notes) == {"article.html", "article.csv#1"}
    again = build([notes["article.html"], folder / "article-html"])
    assert claims(again) == claims(build(folder / "article-html"))


def test_text_shows_what_would_be_read(rashomon: Rashomon, folder: Path) -> None:
    done = rashomon("text", folder / "article-html" / "article.html")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith("article.html: web page")
    assert f"  outlet     {made_files.OUTLET}" in lines
    assert f"+ title      {made_files.TITLE}" in lines
    assert "- caption    Luis Mora at the port of Soria. Photo: Ana Ruiz" in lines
    told = json.loads(rashomon("text", folder / "article-csv" / "article.csv", "--json").stdout)
    assert [it["file"].rpartition("#")[2] for it in told] == ["1"]
    assert told[0]["text"][slice(*(told[0]["blocks"][0][it] for it in ("start", "end")))] == made_files.TITLE


def test_standard_input_is_read_and_kept(rashomon: Rashomon, tmp_path: Path) -> None:
    plain = made_files.FORMATS["article.txt"]().decode()
    done = rashomon("build", "-", "--output", "out", "--json", cwd=tmp_path, text=plain)
    assert done.returncode == 0, done.stderr
    assert rashomon("verify", "--output", "out", cwd=tmp_path).returncode == 0
    assert rashomon("text", "-", text=made_files.page().decode()).stdout.startswith("standard input: web page\n")


def test_a_file_that_takes_too_long_is_told_where_it_is_compared(
    rashomon: Rashomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    slow = made_files.page().replace(b"</article>", b"<div>No</div>" * 1_200 + b"</article>")
    (tmp_path / "article.html").write_bytes(slow)
    assert rashomon("build", tmp_path / "article.html", "--fast", "--output", out).returncode == 0
    from graph.batch import opening

    monkeypatch.setattr(opening, "TIMEOUT", 0.02)
    found = json.loads(rashomon("verify", "--output", out, "--json").stdout)["findings"]
    assert [(it["kind"], it["place"]) for it in found] == [("unreadable-file", "article.html")]
    assert "takes longer than" in found[0]["message"]


def test_whole_texts_are_those_that_were_taken_out(rashomon: Rashomon, tmp_path: Path) -> None:
    names = ("article.html", "article.csv", "article.pdf", "article.txt")
    written(tmp_path / "in", dict.fromkeys(names), known=False)
    assert rashomon("build", "in", "--texts", "--output", "out", cwd=tmp_path).returncode == 0
    rows = [json.loads(it) for it in (tmp_path / "out" / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = {it.stem: it.read_text(encoding="utf-8") for it in (tmp_path / "out" / "texts").iterdir()}
    assert len(rows) == 4
    assert len(kept) == 3, "the plain text is its own file"
    for row in rows:
        shown = [it["text"] for it in row["passages"]]
        assert shown[0] == made_files.TITLE
        assert set(made_files.PARAGRAPHS) <= set(shown)
        text = kept.get(row["id"], made_files.FORMATS["article.txt"]().decode())
        assert all(text[it["start"] :].startswith(it["text"]) for it in row["passages"])

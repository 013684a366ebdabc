"""Files that are an article and contain others: pages with several, emails with attachments; sidecars in archives."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from graph.build import build
from support import made_files
from support.command import Rashomon, same_files
from support.made_files import PARAGRAPHS, TITLE

NEXT_TITLE = "Miners deny that they burnt trucks"
NEXT = (
    "Governor Rosa Ortega accused the miners of Tacna on Friday of burning two trucks of the army near the border.",
    "The miners denied it, and said that soldiers had set fire to the trucks themselves during the night.",
    "President Ivan Ramos promised an inquiry and criticized the governor for speaking before it had begun.",
    "Two trucks stood empty beside the road until noon, when the army took them away and closed it to all traffic for "
    "the rest of the week, to the anger of those who live there.",
    "Ortega met with General Hugo Lima on Saturday in Tacna, and said that she had seen the proof with her own eyes.",
)
DOMAIN = "https://andean.example"


def whole(title: str, paragraphs: tuple[str, ...], heading: str = "h1", head: str = "") -> str:
    body = "".join(f"<p>{it}</p>" for it in paragraphs)
    return f"<article><{heading}>{title}</{heading}>{head}{body}</article>"


def with_another(another: str) -> bytes:
    """The page of the article, with another element after it."""
    return made_files.page().replace(b"</article>", f"</article>{another}".encode())


def articles(folder: Path) -> dict[str, tuple[str | None, ...]]:
    """The title, outlet, address and day of each article in a build, by file."""
    result = build(folder)
    assert not result.failures
    told = {it.file: it for it in result.knowledge.documents}
    return {name: (it.title, it.outlet, it.url, str(it.published)) for name, it in told.items()}


TIME = '<time datetime="2025-04-05T08:00:00Z">April 5, 2025</time>'
LINKED = f'<a href="/2025/04/miners">{NEXT_TITLE}</a>'
LINKED_DATA = json.dumps({"@type": "NewsArticle", "headline": NEXT_TITLE, "datePublished": "2025-04-05"})
SECOND = (NEXT_TITLE, made_files.OUTLET)


@pytest.mark.parametrize(
    ("another", "about"),
    [
        (whole(NEXT_TITLE, NEXT, head=TIME), (*SECOND, None, "2025-04-05")),
        (whole(LINKED, NEXT, "h2", TIME), (*SECOND, f"{DOMAIN}/2025/04/miners", "2025-04-05")),
        (
            f'<script type="application/ld+json">{LINKED_DATA}</script>{whole(NEXT_TITLE, NEXT, "h2")}',
            (*SECOND, None, "2025-04-05"),
        ),
    ],
)
def test_a_page_with_several_articles_is_several(tmp_path: Path, another: str, about: tuple[str, ...]) -> None:
    (tmp_path / "a.html").write_bytes(with_another(another))
    found = articles(tmp_path)
    first = (TITLE, made_files.OUTLET, made_files.URL, made_files.DAY)
    assert found == {"a.html": first, "a.html#2": about}


@pytest.mark.parametrize(
    "another",
    [
        whole(NEXT_TITLE, NEXT[:2]),  # a teaser
        whole(NEXT_TITLE, NEXT, "h2"),  # a chapter, as far as one can tell
        whole(TITLE, PARAGRAPHS),  # the same one, for a different window width
        whole(NEXT_TITLE, NEXT).replace("<article>", '<article class="comment-body">'),
        whole(f'<a href="#entry-2">{NEXT_TITLE}</a>', NEXT, "h2"),
        f'<script type="application/ld+json">{{"@type": "LiveBlogPosting"}}</script>{whole(NEXT_TITLE, NEXT)}',
    ],
)
def test_what_is_no_other_article(tmp_path: Path, another: str) -> None:
    (tmp_path / "a.html").write_bytes(with_another(another))
    assert list(articles(tmp_path)) == ["a.html"]


def test_on_a_page_that_is_about_none_of_its_articles_the_first_has_what_is_its_own(tmp_path: Path) -> None:
    linked = f'<a href="/2025/04/soria">{TITLE}</a>'
    both = whole(linked, PARAGRAPHS, "h2") + whole(LINKED, NEXT, "h2", TIME)
    head = '<title>All of April</title><meta property="og:site_name" content="The Andean Post">'
    head += f'<link rel="canonical" href="{DOMAIN}/2025/04">'
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><main>{both}</main></body></html>")
    found = articles(tmp_path)
    assert found["a.html"][:3] == (TITLE, made_files.OUTLET, f"{DOMAIN}/2025/04/soria")
    assert found["a.html#2"] == (*SECOND, f"{DOMAIN}/2025/04/miners", "2025-04-05")


def test_a_page_saved_into_one_file_is_several_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(made_files.mhtml(with_another(whole(NEXT_TITLE, NEXT))))
    assert {name: it[0] for name, it in articles(tmp_path).items()} == {"a.mhtml": TITLE, "a.mhtml#2": NEXT_TITLE}


def test_articles_in_a_page_of_an_archive_are_verified(rashomon: Rashomon, tmp_path: Path) -> None:
    packed(tmp_path / "news.zip", {"lima/a.html": with_another(whole(NEXT_TITLE, NEXT))})
    (tmp_path / "b.html").write_bytes(with_another(whole(LINKED, NEXT, "h2")))
    done = rashomon("build", "news.zip", "b.html", "--output", "out", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["documents"]) == (0, 4), done.stderr
    checked = rashomon("verify", "--output", "out", "--json", cwd=tmp_path)
    assert json.loads(checked.stdout)["counts"] == {}
    shown = rashomon("text", "b.html", cwd=tmp_path).stdout
    assert f"b.html#2: web page in web page\n  title      {NEXT_TITLE}\n" in shown


# ------------------------------------------------------------------- mail


def mail(*attached: tuple[bytes, str, str], text: str = made_files.BODY) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = TITLE, "a@andean.example", "Mon, 7 Apr 2025 09:30:00 -0500"
    message["Message-ID"] = "<1@andean.example>"
    message.set_content(text)
    for data, kind, name in attached:
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def test_what_is_attached_to_a_mail_is_read(rashomon: Rashomon, tmp_path: Path) -> None:
    other = made_files.page(NEXT_TITLE, NEXT)
    message = mail(
        (made_files.FORMATS["article.pdf"](), "application/pdf", "../../paper.pdf"),
        (made_files.FORMATS["article.docx"](), "application/octet-stream", "letter.docx"),
        (other, "text/html", "page.html"),
        (b"GIF89a", "image/gif", "chart.gif"),
        text="All of them as they came to us this morning, with kind regards to everybody in Lima and in Soria.",
    )
    inner = mail((made_files.page(NEXT_TITLE, NEXT[1:]), "text/html", "page.html"), text=f"{NEXT[0]} {NEXT[-1]}")
    inner.replace_header("Subject", NEXT_TITLE)
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    done = rashomon("build", "a.eml", "--output", "out", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    parts = ("paper.pdf", "letter.docx", "page.html", "5", "5#page.html")
    names = {it.file for it in build(tmp_path / "a.eml").knowledge.documents}
    assert names == {"a.eml", *(f"a.eml#{it}" for it in parts)}
    assert {it["file"]: it["reason"] for it in report["skipped"]}[
        "a.eml#chart.gif"
    ] == "is not an article of a known kind"
    assert rashomon("verify", "--output", "out", "--json", cwd=tmp_path).returncode == 0


def test_the_pictures_that_a_mail_shows_are_not_spoken_of(rashomon: Rashomon, tmp_path: Path) -> None:
    message = mail()
    message.add_alternative(f"<p>{made_files.BODY}</p><img src='cid:logo'>", subtype="html")
    html = message.get_payload()[1]
    html.add_related(b"GIF89a", "image", "gif", cid="<logo>", filename="logo.gif")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    report = json.loads(rashomon("build", "a.eml", "--output", "out", "--json", cwd=tmp_path).stdout)
    assert (report["documents"], report["skipped"]) == (1, [])


def test_mails_in_mails_have_an_end(tmp_path: Path) -> None:
    message = mail()
    for _ in range(6):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (failure,) = build(tmp_path / "a.eml").failures
    assert failure.reason == "is nested in 3 files and was not opened"


# --------------------------------------------------- sidecars in archives


def packed(path: Path, files: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    path.write_bytes(stream.getvalue())
    return stream.getvalue()


def told(outlet: str, more: str = "") -> str:
    return f'outlet = "{outlet}"\n{more}'


TEXT = f"{TITLE}\n\n{made_files.BODY}"


def test_a_sidecar_in_an_archive_tells_of_what_is_beside_it(rashomon: Rashomon, tmp_path: Path) -> None:
    rows = "text\n" + json.dumps(made_files.BODY.replace("\n", " ").replace('"', "'")) + "\n"
    inner = packed(tmp_path / "inner.zip", {"c.txt": f"{TEXT} At last.", "c.toml": told("Inner", "date = 2025-04-01")})
    (tmp_path / "inner.zip").unlink()
    files = {
        "lima/a.toml": told("Own"),
        "lima/a.txt": TEXT,
        "b.txt": f"{TEXT} And so on.",
        "inner.zip": inner,
        "inner.toml": told("Of the archive", f'url = "{DOMAIN}/c"'),
        "rows.csv": rows,
        "rows.toml": told("Of the table"),
        "stray.toml": told("Nobody"),
    }
    packed(tmp_path / "news.zip", files)
    (tmp_path / "news.toml").write_text(told("Of all"), encoding="utf-8")
    done = rashomon("build", "news.zip", "--output", "out", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    skipped = {it["file"]: it["reason"] for it in json.loads(done.stdout)["skipped"]}
    assert skipped == {"news.zip#stray.toml": "has no article beside it"}
    found = {it.file: it for it in build(tmp_path / "news.zip").knowledge.documents}
    assert {name.partition("#")[2]: it.outlet for name, it in found.items()} == {
        "lima/a.txt": "Own",
        "b.txt": "Of all",
        "inner.zip#c.txt": "Inner",
        "rows.csv#1": "Of the table",
    }
    inside = found["news.zip#inner.zip#c.txt"]
    assert (str(inside.published), inside.url) == ("2025-04-01", f"{DOMAIN}/c")


def test_what_is_wrong_with_a_sidecar_in_an_archive_is_told(tmp_path: Path) -> None:
    packed(tmp_path / "news.zip", {"a.txt": TEXT, "a.toml": "outlet = ", "b.txt": TEXT, "b.toml": "x" * 20_000})
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    reasons = {it.file.rpartition("#")[2]: it.reason for it in build(tmp_path).failures}
    assert reasons["a.toml"].startswith("is not valid TOML")
    assert reasons["b.toml"].startswith("is longer than 10,000 bytes")


# ------------------------------------------- standoff JSON about articles inside files


def annotated(rashomon: Rashomon, tmp_path: Path) -> Path:
    """Files that contain articles in the folder "in", and their annotations in the folder "notes"."""
    folder = tmp_path / "in"
    folder.mkdir()
    packed(folder / "news.zip", {"lima/a.txt": TEXT, "lima/a.toml": told("Own"), "rows.jsonl": made_files.json_lines()})
    (folder / "a.eml").write_bytes(mail((made_files.page(NEXT_TITLE, NEXT), "text/html", "page.html")).as_bytes())
    (folder / "b.html").write_bytes(with_another(whole(LINKED, NEXT[::-1], "h2")))
    done = rashomon("annotate", "in", "--output", "notes", cwd=tmp_path)
    assert (done.returncode, len(list((tmp_path / "notes").iterdir()))) == (0, 6), done.stderr
    return folder


def test_what_was_read_in_articles_inside_files_is_built_again(rashomon: Rashomon, tmp_path: Path) -> None:
    annotated(rashomon, tmp_path)
    assert rashomon("build", "in", "--output", "out", cwd=tmp_path).returncode == 0
    done = rashomon("build", "notes", "in", "--output", "again", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["skipped"]) == (0, []), done.stderr
    same_files(tmp_path / "again", tmp_path / "out")


def test_only_what_the_notes_are_about_is_taken_from_a_file_beside_them(rashomon: Rashomon, tmp_path: Path) -> None:
    folder = annotated(rashomon, tmp_path)
    notes = [json.loads(it.read_text(encoding="utf-8")) for it in (tmp_path / "notes").iterdir()]
    (one,) = (it for it in notes if it["document"]["file"] == "news.zip#lima/a.txt")
    (folder / "note.json").write_text(json.dumps(one), encoding="utf-8")
    result = build(folder / "note.json")
    assert [(it.file, it.outlet) for it in result.knowledge.documents] == [("news.zip#lima/a.txt", "Own")]


@pytest.mark.parametrize(
    ("about", "place", "reason"),
    [
        ({"sha256": "0" * 64}, "document.sha256", "is not that of {file}#lima/a.txt: the text was changed"),
        ({"file": "news.zip#lima/c.txt"}, "document.file", "news.zip has no 'lima/c.txt' in it"),
        ({"file": "old.zip#lima/a.txt"}, "document.file", "'old.zip#lima/a.txt' is neither in the folder of this file"),
    ],
)
def test_notes_about_another_text_inside_are_told(
    rashomon: Rashomon, tmp_path: Path, about: Mapping[str, str], place: str, reason: str
) -> None:
    folder = annotated(rashomon, tmp_path)
    note = next(it for it in (tmp_path / "notes").iterdir() if "lima/a.txt" in it.read_text(encoding="utf-8"))
    value = json.loads(note.read_text(encoding="utf-8"))
    value["document"] |= about
    (folder / "note.json").write_text(json.dumps(value), encoding="utf-8")
    (failure,) = build(folder).failures
    assert (failure.file, failure.place) == (str(folder / "note.json"), place)
    assert failure.reason.startswith(reason.format(file=folder / "news.zip"))

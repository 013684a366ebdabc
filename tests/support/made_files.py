"""One article in every format that is read; it is invented, so that nobody else has rights in it."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

TITLE = "Mora denies that he met Governor Vidal"
DAY = "2025-04-07"
OUTLET = "The Andean Post"
AUTHOR = "Ana Ruiz"
URL = "https://andean.example/2025/04/soria-meeting"
PARAGRAPHS = (
    "LIMA, Peru – Interior Minister Luis Mora denied on Monday that he met with Elena Vidal, the governor of Soria, "
    "before the vote on the port.",
    "“I never met with Governor Vidal, and whoever says so should show the proof,” Mora told reporters in Lima.",
    "Vidal said that the minister had visited Soria twice in March. She accused Mora of lying to Congress.",
    "The opposition leader Pedro Salas criticized the government on Tuesday and demanded that Mora resign.",
    "Congress approved the plan for the port of Soria last week, after a debate of nine hours that both sides called "
    "the most bitter of the year.",
)
"""Paragraphs with claims, longer than a teaser and shorter than a book."""

FURNITURE = (
    "Subscribe to our newsletter to get the best of our reporting every morning",
    "President Ramos accuses Brazil of spying on the navy",
    "We use cookies to improve your experience on this site and to show you advertisements",
    "Most read: Governor Ortega denies that she took bribes from the miners",
)
"""What surrounds the article on a page, some of it phrased like claims."""

BODY = "\n\n".join(PARAGRAPHS)


def page(title: str = TITLE, paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """A page as news sites make them: with navigation, teasers, a picture, comments and metadata."""
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{DAY}T09:30:00-05:00",
        "author": [{"@type": "Person", "name": AUTHOR}],
        "publisher": {"@type": "Organization", "name": OUTLET},
    }
    body = "".join(f"<p>{escape(it)}</p>\n" for it in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | {OUTLET}</title>
<meta property="og:site_name" content="{OUTLET}"><link rel="canonical" href="{URL}">
<script type="application/ld+json">{json.dumps(about)}</script>
<script>document.write("<p>Mora admitted everything.</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="cookie-banner"><p>{FURNITURE[2]}</p></div>
<main><article><h1>{escape(title)}</h1><p class="byline">By {AUTHOR}</p>
<figure><img src="http://127.0.0.1:9/a.jpg">
<figcaption>Luis Mora at the port of Soria. Photo: Ana Ruiz</figcaption></figure>
{body}</article>
<aside class="related"><h2>Most read</h2><ul><li><a href="/a">{FURNITURE[1]}</a></li>
<li><a href="/b">{FURNITURE[3]}</a></li></ul></aside>
<section class="comments" id="comments"><h3>Comments</h3><p>Mora met with Vidal, everybody knows.</p></section></main>
<footer><p>{FURNITURE[0]}</p><p>© 2025 {OUTLET}</p></footer></body></html>""".encode()


def mail() -> bytes:
    """An email with the article as its text."""
    head = f"From: Desk <desk@andean.example>\nTo: you@example.org\nSubject: {TITLE}\n"
    more = "Date: Mon, 07 Apr 2025 09:30:00 -0500\n"
    more += "Message-ID: <1@andean.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}{more}Content-Transfer-Encoding: 8bit\n\n{BODY}\n\n-- \nThe desk\n".encode()


def mhtml(saved: bytes | None = None) -> bytes:
    """A page, by default the article's, as Chromium saves it in a single file."""
    import quopri

    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {TITLE}\r\nMIME-Version: 1.0\r\n"
    kind = 'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n\r\n------b\r\n'
    part = f"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n"
    picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
    content = quopri.encodestring(page() if saved is None else saved)
    return (head + kind + part).encode() + content + b"\r\n------b\r\n" + picture.encode()


def mailbox() -> bytes:
    """A mailbox with one message."""
    return b"From desk@andean.example Mon Apr  7 09:30:00 2025\n" + mail()


def markdown() -> bytes:
    """Markdown with front matter."""
    front = f"---\ntitle: {TITLE}\ndate: {DAY}\nauthor: {AUTHOR}\nurl: {URL}\noutlet: {OUTLET}\n---\n"
    return f"{front}\n# {TITLE}\n\n{BODY}\n".encode()


def row() -> dict[str, str]:
    """The article as a row of a table."""
    return {"title": TITLE, "date": DAY, "outlet": OUTLET, "author": AUTHOR, "url": URL, "text": BODY}


def csv(between: str = ",") -> bytes:
    """A table of one row."""
    import csv as writing

    stream = io.StringIO()
    writer = writing.DictWriter(stream, row(), delimiter=between)
    writer.writeheader()
    writer.writerow(row())
    return stream.getvalue().encode()


def json_lines() -> bytes:
    """The same row as a line of JSON."""
    return json.dumps(row()).encode() + b"\n"


def parquet() -> bytes:
    """The same row in a Parquet file."""
    import pyarrow
    from pyarrow.parquet import write_table

    stream = BytesIO()
    write_table(pyarrow.table({key: [value] for key, value in row().items()}), stream)
    return stream.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A compressed tar archive."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return stream.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(head: str = "") -> bytes:
    """A DOCX document whose title is marked by its style; `head` goes before the root element."""
    styled = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{escape(TITLE)}</w:t></w:r></w:p>'
    body = "".join(f"<w:p><w:r><w:t>{escape(it)}</w:t></w:r></w:p>" for it in PARAGRAPHS)
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Mora met with Vidal</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = f'{head}<w:document xmlns:w="{_WORD}"><w:body>{styled}{body}{table}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def odt() -> bytes:
    """An ODT document."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<text:p>{escape(it)}</text:p>" for it in PARAGRAPHS)
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0"><office:body>'
        f'<office:text><text:p text:style-name="Title">{escape(TITLE)}</text:p>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def pdf(paragraphs: Sequence[str] = PARAGRAPHS, width: int = 88) -> bytes:
    """A PDF of one page, with a larger title, lines of `width` characters and space between paragraphs."""
    import textwrap

    shown = [f"BT /F1 18 Tf 60 780 Td {_literal(TITLE)} Tj ET"]
    height = 750
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            shown.append(f"BT /F1 11 Tf 60 {height} Td {_literal(line)} Tj ET")
            height -= 13
        height -= 10
    return pdf_of("\n".join(shown).encode("cp1252"))


def pdf_of(content: bytes, more: str = "") -> bytes:
    """A PDF of one page with this content; `more` goes into its catalogue."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return pdf_with(objects)


def pdf_with(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, it in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, it)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % it for it in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _literal(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def rss() -> bytes:
    """An RSS feed with the whole text of the article."""
    body = escape("".join(f"<p>{escape(it)}</p>" for it in PARAGRAPHS))
    item = (
        f"<item><title>{escape(TITLE)}</title><link>{URL}</link><dc:creator>{AUTHOR}</dc:creator>"
        f"<pubDate>Mon, 07 Apr 2025 09:30:00 -0500</pubDate><content:encoded>{body}</content:encoded></item>"
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = f"<channel><title>{OUTLET}</title>{item}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}>{channel}</rss>'.encode()


def atom() -> bytes:
    """An Atom feed with the whole text of the article."""
    body = "".join(f"<p>{escape(it)}</p>" for it in PARAGRAPHS)
    entry = (
        f"<entry><title>{escape(TITLE)}</title><link href='{URL}'/><author><name>{AUTHOR}</name></author>"
        f"<published>{DAY}T09:30:00Z</published><content type='html'>{escape(body)}</content></entry>"
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLET}</title>{entry}</feed>'.encode()


def warc(data: bytes | None = None, *, packed: bool = True, kind: str = "text/html; charset=utf-8") -> bytes:
    """A WARC with one page as a server sent it."""
    body = page() if data is None else data
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2025-04-07T15:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    record = head.encode() + http + b"\r\n\r\n"
    return gzip.compress(record, mtime=0) if packed else record


def wacz() -> bytes:
    """A WACZ with that WARC."""
    return zipped({"datapackage.json": b"{}", "archive/data.warc.gz": warc()})


FORMATS: dict[str, Callable[[], bytes]] = {
    "article.html": page,
    "article.mhtml": mhtml,
    "article.pdf": pdf,
    "article.docx": docx,
    "article.odt": odt,
    "article.eml": mail,
    "article.mbox": mailbox,
    "article.md": markdown,
    "article.csv": csv,
    "article.tsv": lambda: csv("\t"),
    "article.jsonl": json_lines,
    "article.parquet": parquet,
    "feed.rss": rss,
    "feed.atom": atom,
    "article.warc": lambda: warc(packed=False),
    "article.warc.gz": warc,
    "article.wacz": wacz,
    "article.zip": lambda: zipped({"in/article.html": page()}),
    "article.tar.gz": lambda: tarred({"in/article.eml": mail()}),
    "article.html.gz": lambda: gzip.compress(page(), mtime=0),
    "article.txt": lambda: f"{TITLE}\n\n{BODY}\n".encode(),
}
"""The functions that make the files, by file name."""

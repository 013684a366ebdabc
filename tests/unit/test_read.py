"""Reading: encodings, layout, dates, sidecar files, languages, and finding files."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model import BlockKind, Document
from graph.read import decode, find, from_text, input_formats, read
from graph.read.dates import find_date, is_date_line
from graph.read.input_formats import Content, InputFormat
from support.properties import assume, given, st

BODY = (
    "The minister of the interior said on Monday that the government had never spoken with the gang, and that whoever "
    "claimed so should show the proof. The gang did not answer."
)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def kind_of(line: str) -> BlockKind:
    """The kind of a line between two paragraphs of an article."""
    document = from_text(f"The title of an article\n\n{BODY}\n\n{line}\n\n{BODY}\n")
    return next(block.kind for block in document.blocks if block.span.of(document.text) == line)


# ------------------------------------------------------------------ the seeds


def test_first_seed(seeds: Path) -> None:
    document = read(seeds / "000_11a090e9b5617967.txt")
    metadata = document.metadata
    assert metadata.title == "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy"
    assert (metadata.author, metadata.published) == ("Josep Freixes", date(2025, 4, 7))
    assert (metadata.file, metadata.id, metadata.language) == ("000_11a090e9b5617967.txt", "b9fb4162f10ed3a2", "en")
    found = kinds(document)
    assert [kind for kind, _ in found[:4]] == ["title", "dateline", "byline", "caption"]
    assert [text for kind, text in found if kind == "heading"] == [
        "Sanchez clarifies controversial statements by Kristi Noem on Gustavo Petro and the Tren de Aragua",
        "President Petro’s rejection of Kristi Noem’s remarks",
    ]
    assert found[-1] == ("teaser", "Related: Venezuela Disputes Stance of Colombia’s Petro on Tren de Aragua.")


def test_second_seed_has_one_paragraph_to_a_line(seeds: Path) -> None:
    document = read(seeds / "003_16ed8bbf6407a7ea.txt")
    assert document.metadata.title is not None
    assert document.metadata.title.startswith("Noem revealed that")
    assert (document.metadata.author, document.metadata.published) == (None, None)
    found = [kind for kind, _ in kinds(document)]
    body = ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]
    assert found == ["title", "paragraph", "caption", *body, "promotion"]


# ------------------------------------------------------------------ encodings

ENGLISH = "President Peña’s aide said: “We don’t know – not yet.” The café in Bogotá was closed, he added.\n" * 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252", "mac_roman", "gb18030", "shift_jis"]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, ends: str) -> None:
    text = ENGLISH.replace("\n", ends)
    if encoding == "shift_jis":
        text = "「私は知りません」と大統領は記者団に語り、政府の決定について説明した。" + ends
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "gb18030"])
@pytest.mark.parametrize("name", ["000_11a090e9b5617967.txt", "003_16ed8bbf6407a7ea.txt"])
def test_seeds_in_other_encodings(seeds: Path, name: str, encoding: str) -> None:
    text = (seeds / name).read_text(encoding="utf-8")
    assert decode(text.encode(encoding)) == text


@given(st.text())
def test_decode_gives_back_every_code_point_of_utf8(text: str) -> None:
    try:
        assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")
    except InputError as error:
        assert "binary" in error.reason


@given(st.text(min_size=1), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_marks_say_the_encoding(text: str, encoding: str) -> None:
    # The byte order mark of UTF-16-LE followed by a NUL is the byte order mark of UTF-32-LE.
    assume(not text.startswith("\0"))
    mark = getattr(codecs, "BOM_" + encoding.upper().replace("-", "", 1).replace("-", "_"))
    try:
        assert decode(mark + text.encode(encoding)) == text
    except InputError as error:
        assert "binary" in error.reason


@given(st.binary())
def test_any_bytes_are_text_or_a_clear_message(data: bytes) -> None:
    try:
        assert isinstance(decode(data, "some.txt"), str)
    except InputError as error:
        assert error.file == "some.txt"


def test_broken_utf8_is_reported_with_its_line_and_not_mangled() -> None:
    data = "Petro’s aide\nsaid “no”\nin Bogotá".encode().replace("á".encode(), b"\xc3")
    with pytest.raises(InputError, match=r"some\.txt, line 3: is UTF-8 with a broken character"):
        decode(data, "some.txt")


# ------------------------------------------------------------------ layout


@given(st.text(), st.sampled_from(["MDY", "DMY", "YMD"]))
def test_blocks_are_ordered_and_leave_out_only_white_space(text: str, order: str) -> None:
    try:
        document = from_text(text, language="en", date_order=order)
    except InputError:
        return
    at = 0
    for block in document.blocks:
        assert at <= block.span.start < block.span.end <= len(document.text)
        assert not document.text[at : block.span.start].strip()
        inside = block.span.of(document.text)
        assert inside == inside.strip()
        at = block.span.end
    assert not document.text[at:].strip()


LINES = st.sampled_from(
    ["", " ", "Written on 04/07/2025", "Josep Freixes", "By Jane Roe", "A headline about things", BODY,
     "RECOMMENDATION", "Related: More of this", "Jane Roe, in a file image.", "https://example.org/a",
     "ADVERTISEMENT", "“No,” he said.", "UPDATE", "7 April 2025", "…", "2"]
)  # fmt: skip


@given(st.lists(LINES, min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_do_not_matter(lines: list[str], ends: str) -> None:
    if not any(line.strip() for line in lines):
        return
    plain = from_text("\n".join(lines), language="en")
    other = from_text(ends.join(lines), language="en")
    assert [kind for kind, _ in kinds(plain)] == [kind for kind, _ in kinds(other)]
    assert plain.metadata.title == other.metadata.title


def test_a_single_paragraph_is_all_body() -> None:
    for text in ("Petro met Noem.", "Petro met Noem in Bogota", BODY, f"\n\n  {BODY}\n"):
        document = from_text(text)
        assert [kind for kind, _ in kinds(document)] == ["paragraph"]
        assert document.metadata.title is None


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "A headline that is short\n\nBy Jane Roe\n\n"
        "The minister of the interior said on Monday that the government had\n"
        "never spoken with the gang, and that whoever claimed so should show\n"
        "the proof. The gang did not answer.\n"
        "Nobody else in the capital wanted to say a word about it on Tuesday.\n"
        "In the evening the president spoke.\n\n"
        "“I have never met with them, and I never will, whatever they offer\n"
        "me,” he said.\n"
    )
    document = from_text(wrapped)
    paragraphs = [" ".join(text.split()) for kind, text in kinds(document) if kind == "paragraph"]
    assert paragraphs == [
        "The minister of the interior said on Monday that the government had never spoken with the gang, and that "
        "whoever claimed so should show the proof. The gang did not answer.",
        "Nobody else in the capital wanted to say a word about it on Tuesday. In the evening the president spoke.",
        "“I have never met with them, and I never will, whatever they offer me,” he said.",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What the minister knew", BlockKind.HEADING),
        ("Who paid for it?", BlockKind.HEADING),
        ("The gang said no.", BlockKind.PARAGRAPH),
        ("He said:", BlockKind.PARAGRAPH),
        ("The minister told AFP.", BlockKind.PARAGRAPH),
        ("“Read more books,” he told the Reuters news agency.", BlockKind.PARAGRAPH),
        (
            "The file image of the minister was shown in court, and the judge asked who had taken it.",
            BlockKind.PARAGRAPH,
        ),
        ("More than 30 people died, the police said.", BlockKind.PARAGRAPH),
        ("Related charges were dropped.", BlockKind.PARAGRAPH),
        ("He signed up with the army and asked others to share this burden.", BlockKind.PARAGRAPH),
        ("The minister at his desk. Credit: Jane Roe / Presidency.", BlockKind.CAPTION),
        ("Jane Roe, in a file image.", BlockKind.CAPTION),
        ("(Photo: Jane Roe / The Voice)", BlockKind.CAPTION),
        ("Photo by Jane Roe", BlockKind.CAPTION),
        ("The minister in Lima. | Jane Roe/Getty Images", BlockKind.CAPTION),
        ("Soldiers in Tibú on Sunday. (AP Photo/Jane Roe)", BlockKind.CAPTION),
        ("Soldiers in Tibú on Sunday © AFP", BlockKind.CAPTION),
        ("In this photo taken on May 2, soldiers stand in Tibú.", BlockKind.CAPTION),
        ("Related: How the gang learned to fly", BlockKind.TEASER),
        ("READ ALSO: Navy secures three laboratories", BlockKind.TEASER),
        ("Read more » The long road of the gang", BlockKind.TEASER),
        ("Also of interest: Who comes second", BlockKind.TEASER),
        ("RECOMMENDATION", BlockKind.PROMOTION),
        ("ADVERTISEMENT", BlockKind.PROMOTION),
        ("Subscribe to our newsletter and never miss a story.", BlockKind.PROMOTION),
        ("Share this:", BlockKind.PROMOTION),
        ("Follow us on X", BlockKind.PROMOTION),
        ("© 2025 The Voice. All rights reserved.", BlockKind.PROMOTION),
        ("___", BlockKind.PROMOTION),
        ("(Reporting by Jane Roe; Editing by John Doe)", BlockKind.BYLINE),
        ("Jane Roe in Lima contributed to this report.", BlockKind.BYLINE),
        ("Clarification (2 July): Petro did not say so.", BlockKind.CORRECTION),
        ("Correction, July 2: Petro did not say so.", BlockKind.CORRECTION),
        ("This article was updated to fix the name of the prison.", BlockKind.CORRECTION),
        ("This report has since been changed to clarify who spoke.", BlockKind.CORRECTION),
        ("We’ve amended this post: it named the wrong judge.", BlockKind.CORRECTION),
        ("Owing to a typing error, the original version of this report named the wrong judge.", BlockKind.CORRECTION),
        ("Corrections of 2 July: nobody had read them.", BlockKind.PARAGRAPH),
        ("Correction officers of two prisons: nobody had seen them.", BlockKind.PARAGRAPH),
        ("This article was updated on 2 July to say more about the prison.", BlockKind.PARAGRAPH),
        ("We have corrected the records of the prison, the judge said.", BlockKind.PARAGRAPH),
        ("Because of an error, an earlier version of the treaty was signed.", BlockKind.PARAGRAPH),
    ],
)
def test_kinds_of_lines(line: str, kind: BlockKind) -> None:
    assert kind_of(line) is kind


def test_links_after_a_recommendation_belong_to_it() -> None:
    links = ["Petro flies to Madrid", "https://example.org/petro", "What the gang wants"]
    document = from_text("\n\n".join(["The title of an article", BODY, "RECOMMENDATION", *links, BODY]))
    assert [kind for kind, _ in kinds(document)] == ["title", "paragraph", *["promotion"] * 4, "paragraph"]


def test_a_word_over_the_headline_is_not_the_title() -> None:
    text = f"FRONTIER NOTES\n\nA truce that each side broke\n\nHattie Lindqvist · 3 June 2025\n\n{BODY}"
    metadata = from_text(text).metadata
    assert (metadata.title, metadata.author) == ("A truce that each side broke", "Hattie Lindqvist")
    assert metadata.published == date(2025, 6, 3)


# ------------------------------------------------------------------ dates and bylines


@pytest.mark.parametrize(
    ("line", "order", "day"),
    [
        ("Written on 04/07/2025", "MDY", date(2025, 4, 7)),
        ("Written on 04/07/2025", "DMY", date(2025, 7, 4)),
        ("25/04/2025", "MDY", date(2025, 4, 25)),
        ("07.04.25", "DMY", date(2025, 4, 7)),
        ("25-04-07", "YMD", date(2025, 4, 7)),
        ("2025/04/07", "DMY", date(2025, 4, 7)),
        ("Published: 7 April 2025", "MDY", date(2025, 4, 7)),
        ("April 7, 2025", "MDY", date(2025, 4, 7)),
        ("Updated Mon., Apr. 7th, 2025 at 3:15 p.m. EST", "MDY", date(2025, 4, 7)),
        ("2025-04-07T10:30:00Z", "MDY", date(2025, 4, 7)),
        ("21 October 2025 - 07:15 h", "MDY", date(2025, 10, 21)),
        ("Sept 1, 2025 | 4 min read", "MDY", date(2025, 9, 1)),
    ],
)
def test_date_lines(line: str, order: str, day: date) -> None:
    assert is_date_line(line, order)
    found = find_date(line, order)
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize("line", ["On April 7, 2025, Petro met Noem.", "31/31/2025", "April 31, 2025", "Boeing 7/27"])
def test_no_date_lines(line: str) -> None:
    assert not is_date_line(line)


@given(st.dates(), st.sampled_from(["MDY", "DMY", "YMD"]), st.sampled_from("/-."))
def test_written_dates_are_read_back(day: date, order: str, mark: str) -> None:
    fields = {"D": f"{day.day:02}", "M": f"{day.month:02}", "Y": f"{day.year:04}"}
    assert find_date(mark.join(fields[part] for part in order), order) is not None
    assert find_date(mark.join(fields[part] for part in order), order)[0] == day  # type: ignore[index]
    assert find_date(day.isoformat(), order)[0] == day  # type: ignore[index]


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By JANE ROE and JOHN DOE", "JANE ROE and JOHN DOE"),
        ("Jane Roe", "Jane Roe"),
        ("Written by José de la Torre", "José de la Torre"),
        ("By Jane Roe | April 7, 2025", "Jane Roe"),
        ("April 7, 2025 – J. R. Roe-Doe", "J. R. Roe-Doe"),
        ("By Jane Roe, Associated Press Writer", "Jane Roe"),
        ("By Jane Roe in Bogota", "Jane Roe"),
        ("By staff reporters", None),
        ("By: Drafting / The Voice", None),
        ("By Staff", None),
    ],
)
def test_bylines(head: str, author: str | None) -> None:
    document = from_text(f"A headline about many things\n{head}\n\n{BODY}\n\n{BODY}")
    assert document.metadata.author == author


@pytest.mark.parametrize("line", ["Tibú burns again tonight", "UN DEA", "The gang", "What We Know."])
def test_what_is_no_name_is_no_byline(line: str) -> None:
    document = from_text(f"A headline about many things\n\n{line}\n\n{BODY}")
    assert document.metadata.author is None


def test_the_day_before_the_first_sentence() -> None:
    text = f"A headline\n\nSANTA CRUZ, Nov. 8, 2025 (Wire) – {BODY} It was March 3, 2020.\n\n{BODY}"
    assert from_text(text).metadata.published == date(2025, 11, 8)
    assert from_text(f"A headline\n\n{BODY} It was March 3, 2020.\n\n{BODY}").metadata.published is None


# ------------------------------------------------------------------ outlets


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("QUITO, Ecuador (Continental Wire) — ", "Continental Wire"),
        ("SANTA CRUZ DE LA SIERRA, Nov. 8, 2025 (Andean  Press) – ", "Andean Press"),
        ("GUATEMALA CITY, Jan 23, 2026 (Meridian Press) - ", "Meridian Press"),
        ("WASHINGTON (AP) — ", "AP"),
        ("MEXICO CITY/LIMA, July 2 (Reuters) - ", "Reuters"),
        ("BOGOTA, July 2 (EFE).- ", "EFE"),
        ("TIBÚ, Norte de Santander (La Voz del Norte) — ", "La Voz del Norte"),
        # Near misses: an age, a gang, a party, an office, a name without a place, a bracket outside a dateline.
        ("GILVAN MOREIRA PRATES (43) – ", None),
        ("SÃO PAULO (PCC) — ", None),
        ("JANE ROE, Senator (Green Party) — ", None),
        ("LIMA, Peru (National Police) — ", None),
        ("LIMA, Peru (seen by Reuters) — ", None),
        ("The Continental Wire (Continental Wire) — ", None),
        ("LIMA, Peru (Continental Wire): ", None),
        ("LIMA, Peru — The agency (Reuters) — ", None),
        ("PETRO told the news agency (Reuters) — ", None),
        ("LIMA, Peru — ", None),
        ("", None),
    ],
)
def test_outlets_in_front_of_the_first_sentence(opening: str, outlet: str | None) -> None:
    document = from_text(f"A headline about many things\n\n{opening}{BODY}\n\nLIMA (Reuters) — {BODY}")
    assert document.metadata.outlet == outlet


@pytest.mark.parametrize(
    ("byline", "author", "outlet"),
    [
        ("By: Drafting / La Voz del Humaya", None, "La Voz del Humaya"),
        ("By Jane Roe / Diario El Sur", "Jane Roe", "Diario El Sur"),
        ("Jane Roe / Diario El Sur", "Jane Roe", "Diario El Sur"),
        ("By Jane Roe / Diario El Sur | April 7, 2025", "Jane Roe", "Diario El Sur"),
        ("By Jane Roe/Reuters", "Jane Roe", "Reuters"),
        # Near misses: a colleague, a place, an office; and a line that is only the name of a newspaper.
        ("By Jane Roe / John Doe", "Jane Roe", None),
        ("By Jane Roe / Lima", "Jane Roe", None),
        ("By Jane Roe / El Salvador", "Jane Roe", None),
        ("By Jane Roe / Presidency of Colombia", "Jane Roe", None),
        ("By Jane Roe", "Jane Roe", None),
    ],
)
def test_outlets_at_the_end_of_a_byline(byline: str, author: str | None, outlet: str | None) -> None:
    document = from_text(f"A headline about many things\n\n{byline}\n\n{BODY}\n\n{BODY}")
    assert kinds(document)[1] == ("byline", byline)
    assert (document.metadata.author, document.metadata.outlet) == (author, outlet)


def test_what_the_user_says_about_the_outlet_goes_first() -> None:
    text = f"A headline about many things\n\nLIMA (Reuters) — {BODY}"
    assert from_text(text).metadata.outlet == "Reuters"
    assert from_text(text, outlet="The Voice").metadata.outlet == "The Voice"


# ------------------------------------------------------------------ sidecar files


def article(folder: Path, toml: str, text: str = f"A headline\n\n{BODY}") -> Path:
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return path


def test_sidecar(tmp_path: Path) -> None:
    toml = (
        'title = "T"\nauthor = "A B"\ndate = 2025-04-07\noutlet = "O"\nurl = "https://example.org/a"\nlanguage = "en"'
    )
    metadata = read(article(tmp_path, toml)).metadata
    assert (metadata.title, metadata.author, metadata.published) == ("T", "A B", date(2025, 4, 7))
    assert (metadata.outlet, metadata.url, metadata.language) == ("O", "https://example.org/a", "en")


def test_sidecar_dates_follow_the_date_order(tmp_path: Path) -> None:
    path = article(tmp_path, 'date = "04/07/2025"')
    assert read(path, date_order="DMY").metadata.published == date(2025, 7, 4)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('autor = "A"', r"article\.toml, key autor: unknown"),
        ('date = "soon"', r"article\.toml, key date: 'soon' is not a date"),
        ("date = 2025", r"article\.toml, key date"),
        ("title = 3", r"article\.toml, key title: must be a text"),
        ('title = " "', r"article\.toml, key title: is empty"),
        ('url = "javascript:alert(1)"', r"article\.toml, key url"),
        ('url = "https://a/<script>"', r"article\.toml, key url"),
        ('language = "English"', r"article\.toml, key language"),
        ('language = "es"', r"article\.toml, key language: the article is in Spanish \(es\)"),
        ("title =", r"article\.toml: is not valid TOML"),
        ("[meta]", r"article\.toml, key meta: unknown"),
    ],
)
def test_sidecar_mistakes_name_file_and_key(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(article(tmp_path, toml))


# ------------------------------------------------------------------ languages

FOREIGN = {
    "Spanish": (
        "El ministro de Defensa de Colombia, Pedro Sánchez, habló sobre la controversia generada por las decl"
        "araciones de la secretaria de Seguridad Nacional de Estados Unidos, quien se reunió con el president"
        "e en Bogotá."
    ),
    "Portuguese": (
        "O ministro da Defesa da Colômbia falou sobre a controvérsia gerada pelas declarações da secretária d"
        "e Segurança Interna dos Estados Unidos, que se reuniu com o presidente em Bogotá há duas semanas."
    ),
    "French": (
        "Le ministre de la Défense de la Colombie s’est exprimé sur la controverse suscitée par les déclarati"
        "ons de la secrétaire à la Sécurité intérieure des États-Unis, qui a rencontré le président à Bogota "
        "il y a deux semaines."
    ),
    "German": (
        "Der kolumbianische Verteidigungsminister hat sich zu der Kontroverse um die Äußerungen der amerikani"
        "schen Heimatschutzministerin geäußert, die sich vor zwei Wochen mit dem Präsidenten in Bogota getrof"
        "fen hatte."
    ),
    "Chinese": (
        "哥伦比亚国防部长就美国国土安全部长的言论引发的争议发表讲话,两周前她在波哥大会见了总统。部长说,总统"
        "从未批评过美国政府,而且双方讨论了打击毒品的合作问题,会谈气氛友好。政府随后拒绝了她的说法,称其不准"
        "确。"
    ),
}


@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_other_languages_are_reported(language: str) -> None:
    with pytest.raises(InputError, match=f"is written in {language} "):
        from_text(FOREIGN[language] + "\n", file="nota.txt")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "Indonesian",
            "Menteri dalam negeri membantah pada hari Senin bahwa ia bertemu dengan gubernur sebelum pemungutan suara "
            "tentang pelabuhan itu, dan mengatakan bahwa siapa pun yang mengatakan demikian harus punya bukti.",
        ),
        (
            "Croatian",
            "Ministar unutarnjih poslova porekao je u ponedjeljak da se sastao s guvernerom prije glasovanja o luci i "
            "rekao da svatko tko to tvrdi treba pokazati dokaz javnosti u glavnom gradu.",
        ),
    ],
)
def test_languages_that_are_much_alike_are_not_english(language: str, text: str) -> None:
    """Each could be the other, so neither is certain."""
    with pytest.raises(InputError, match=f"is written in {language} "):
        from_text(text, file="nota.txt")


def test_short_texts_have_no_language_check() -> None:
    assert from_text("El presidente Petro se reunió con la secretaria Noem en Bogotá.").metadata.language is None


def test_foreign_quotes_and_names_are_no_foreign_article() -> None:
    text = f"{BODY}\n\n“El Tren de Aragua no existe en Colombia,” said Gustavo Petro. {BODY}"
    assert from_text(text).metadata.language == "en"


def test_what_the_user_says_about_the_language_goes_first() -> None:
    assert from_text(FOREIGN["Spanish"], language="en").metadata.language == "en"


# ------------------------------------------------------------------ documents from strings, and files


def test_from_text_takes_what_is_known() -> None:
    document = from_text(BODY, file="b.txt", title="T", author="A", published=date(2025, 4, 7), url="http://a.org/")
    metadata = document.metadata
    assert (metadata.file, metadata.title, metadata.author) == ("b.txt", "T", "A")
    assert metadata.published == date(2025, 4, 7)
    with pytest.raises(InputError, match=r"b\.txt, url"):
        from_text(BODY, file="b.txt", url="nowhere")
    with pytest.raises(InputError, match="surrogate"):
        from_text("\ud800")


def test_from_text_and_a_file_of_the_same_bytes_agree(seeds: Path) -> None:
    path = seeds / "000_11a090e9b5617967.txt"
    assert from_text(path.read_text(encoding="utf-8"), file=path.name) == read(path)


def test_find(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a.toml", "tune.mp3", ".hidden.txt", "sub/c.TXT", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find([tmp_path, tmp_path / "a.txt", tmp_path / "a.toml"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.txt", "b.txt", "sub/c.TXT"]


def test_find_reports_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        find([tmp_path / "nothing"])
    with pytest.raises(InputError, match="no article in this folder"):
        find([tmp_path])


def test_unknown_date_order() -> None:
    with pytest.raises(ValueError, match="date_order"):
        from_text(BODY, date_order="YDM")


# ------------------------------------------------------------------ formats


def _letter(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """A format for this test: the first line is metadata, everything after it is the text."""
    head, _, text = decode(data, file).partition("\n")
    return Content(text, dict(pair.split("=") for pair in head.split(";")))


LETTER = "author=Ana Ruiz;date=04/05/2025;outlet=The Letter\nPeru arrested a man.\n\nHe denied it."


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_formats, "FORMATS", (*input_formats.FORMATS, InputFormat("letter", (".lt",), _letter)))


@pytest.mark.usefixtures("letters")
def test_a_file_says_what_it_is_about_and_a_sidecar_goes_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.LT").write_text(LETTER, encoding="utf-8")
    (tmp_path / "a.toml").write_text('outlet = "The Post"', encoding="utf-8")
    document = read(tmp_path / "a.LT", date_order="DMY")
    about = document.metadata
    assert (about.author, about.published, about.outlet) == ("Ana Ruiz", date(2025, 5, 4), "The Post")
    assert about.sha256 == hashlib.sha256(LETTER.encode()).hexdigest(), "the digest is that of the file"
    assert document.text == LETTER.partition("\n")[2], "and offsets count in the text"


@pytest.mark.usefixtures("letters")
def test_what_a_file_says_wrongly_of_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.lt").write_text(LETTER.replace("04/05/2025", "soon"), encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.lt, key date: 'soon' is not a date"):
        read(tmp_path / "a.lt")


def test_no_two_formats_share_an_ending() -> None:
    assert len(set(input_formats.ENDINGS)) == len(input_formats.ENDINGS)
    assert all(it.startswith(".") and it == it.lower() for it in input_formats.ENDINGS)


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("— Ana Ruiz", "Ana Ruiz"),
        ("By Ana Ruiz", "Ana Ruiz"),
        ("(Ana Ruiz)", "Ana Ruiz"),
        ("Written by Ana de la Torre.\n\n© 2025 The Andean Post", "Ana de la Torre"),
        # Near-misses: a name that is not a person's, a sentence, a quotation with its speaker, a name above the text.
        ("Ana Ruiz", None),
        ("— Reuters", None),
        ("— Ana Ruiz left Lima on Friday.", None),
        ("By then Ana Ruiz had left.", None),
        ("“We have seen the proof, and it is all there.”\n\n— Ana Ruiz", None),
    ],
)
def test_who_signs_at_the_end(end: str, author: str | None) -> None:
    text = f"Mora denies it\n\nThe minister denied on Monday that he met her.\n\nShe said that he had.\n\n{end}"
    document = from_text(text, language="en")
    assert document.metadata.author == author
    signed = [it.span.of(text) for it in document.blocks if it.kind is BlockKind.BYLINE]
    assert signed == ([end.partition("\n")[0]] if author else [])


def test_who_signs_above_the_text_is_its_author() -> None:
    text = "Mora denies it\n\nBy Jo Roe\n\nThe minister denied it on Monday.\n\nShe said that he had.\n\n— Ana Ruiz"
    assert from_text(text, language="en").metadata.author == "Jo Roe"

"""Mistaken arguments are refused with advice; frames are read row by row, and errors name row and column."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

import rashomon
from graph.batch import NothingReadError
from graph.batch.options import check_process
from graph.batch.sources import check_sources
from graph.errors import InputError, UsageError
from graph.model import Document
from graph.progress import _Bar, shown
from graph.read import from_dataframe, from_text
from graph.terminal import Counting

TEXT = "Minister Ana Ruiz said that President Luis Mora praised Los Choneros. Mora denied that he praised Los Choneros."


class Frame:
    """As much of a polars data frame as Rashomon uses."""

    def __init__(self, columns: dict[str, list[object]]) -> None:
        self.columns = [*columns]
        self._values = [*columns.values()]

    def __len__(self) -> int:
        return len(self._values[0])

    def to_series(self, at: int) -> SimpleNamespace:
        return SimpleNamespace(to_list=lambda: self._values[at])


# ------------------------------------------------------------------ sources


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Frame({"text": [TEXT]}), "from_dataframe makes documents from the rows of a data frame"),
        ({"text": [TEXT]}, "from_dataframe makes documents from the rows of a data frame"),
        ([{"text": TEXT}], "not dict: from_text makes a document from a text"),
        ([TEXT.encode()], "not bytes: from_text makes a document from a text"),
        (TEXT.encode(), "not bytes"),
        (7, "not int"),
        (None, "not NoneType"),
        (TEXT, "looks like the text of an article, and there is no such file: pass it to from_text"),
        ([TEXT], "looks like the text of an article"),
        ("Title\n\nFirst paragraph", "looks like the text of an article"),
        (Path("word " * 100), "looks like the text of an article"),
    ],
)
def test_what_names_no_articles_is_refused_with_what_to_do(given: object, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        check_sources(given)
    assert len(str(caught.value)) < 200
    with pytest.raises(UsageError, match=told):
        rashomon.build(given)  # type: ignore[arg-type]


def test_what_comes_one_after_the_other_is_looked_at_when_it_comes() -> None:
    with pytest.raises(UsageError, match="not dict"):
        rashomon.build(it for it in [{"text": TEXT}])  # type: ignore[misc]


def test_a_file_whose_name_reads_like_a_sentence_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "What Ana Ruiz said about it."
    path.write_text(TEXT, encoding="utf-8")
    check_sources([path, str(path), "notes/2025 04 07 about the harbour.txt", "nothere"])


@pytest.mark.parametrize(
    ("given", "told"), [("nothere", "nothere: no such file or folder"), ([], "name files or folders")]
)
def test_nothing_to_read_is_no_empty_result(given: object, told: str) -> None:
    with pytest.raises(NothingReadError, match=told):
        rashomon.build(given)  # type: ignore[arg-type]


# ------------------------------------------------------------------ frames


def documents(frame: object, **names: str) -> list[Document]:
    made = from_dataframe(frame, **names)  # type: ignore[arg-type]
    return [it for it in made if isinstance(it, Document)]


def test_a_row_is_an_article_with_what_its_columns_say() -> None:
    frame = Frame({"Body": [TEXT], "when": [datetime(2025, 4, 7, 12)], "OUTLET": [" Coast Wire "], "other": [[1]]})
    (made,) = documents(frame, text="Body", date="when")
    about = made.metadata
    assert (about.file, about.published, about.outlet) == ("frame#0", date(2025, 4, 7), "Coast Wire")
    assert made.text == TEXT


@pytest.mark.parametrize(
    ("columns", "place", "reason"),
    [
        ({"text": [TEXT, None]}, "row 1, column 'text'", "has no text"),
        ({"text": [TEXT, "  "]}, "row 1, column 'text'", "has no text"),
        ({"text": [TEXT, 5.0]}, "row 1, column 'text'", "a value of type float is not text"),
        ({"text": [TEXT, TEXT], "Date": ["7 April 2025", "someday"]}, "row 1, column 'Date'", "is not a date"),
        ({"text": [TEXT, TEXT], "url": [None, "example"]}, "row 1, column 'url'", "is not an http or https address"),
        (
            {"text": [TEXT, "El ministro de Defensa de Colombia habló sobre la controversia generada ayer. " * 5]},
            "row 1, column 'text'",
            "Spanish",
        ),
    ],
)
def test_a_row_that_cannot_be_read_names_row_and_column_and_the_others_go_on(
    columns: dict[str, list[object]], place: str, reason: str
) -> None:
    good, bad = from_dataframe(Frame(columns))
    assert isinstance(good, Document)
    assert isinstance(bad, InputError)
    assert (bad.file, bad.place) == ("frame", place)
    assert reason in bad.reason


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no column 'text'; its columns are 'body', 'day': name one with text=…"):
        from_dataframe(Frame({"body": [TEXT], "day": [None]}))
    with pytest.raises(UsageError, match=r"no column 'headline'.*title=…"):
        from_dataframe(Frame({"text": [TEXT]}), title="headline")
    for wrong in (TEXT, [TEXT], {"text": [TEXT]}):
        with pytest.raises(UsageError, match="takes a pandas or polars data frame"):
            from_dataframe(wrong)  # type: ignore[arg-type]


def test_pandas_and_polars_give_the_same_articles() -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    columns = {"body": [TEXT, f"{TEXT} Nobody else spoke."], "day": [date(2025, 4, 7), None], "title": [None, "Two"]}
    named = {"text": "body", "date": "day"}
    one = documents(polars.DataFrame(columns), **named)
    frame = pandas.DataFrame(columns, index=["x", "y"])
    assert documents(frame, **named) == one
    assert documents(frame.assign(day=pandas.to_datetime(frame["day"])), **named) == one
    assert documents(frame.convert_dtypes(), **named) == one
    assert [it.metadata.published for it in one] == [date(2025, 4, 7), None]


# ------------------------------------------------------------------ progress


def test_progress_is_what_is_given_or_what_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    with shown(seen.append) as told:
        assert told == seen.append
    for nothing in (None, False):
        with shown(nothing) as told:
            assert told is None
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    with shown(True) as told:
        assert isinstance(told, Counting)
        told.expect(3)
        assert told.total == 3


def test_a_bar_shows_how_far_it_is_and_no_name_of_a_file_is_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    bar = _Bar(drawn.append)
    bar.expect(2)
    monkeypatch.setattr("graph.progress._BETWEEN", 0)
    bar("<script>")
    bar("b\u202e.txt")
    first, last = drawn
    assert first.startswith('<div><progress value="1" max="2"></progress> 1 of 2 read')
    assert "&lt;script&gt;" in first
    assert last.startswith('<div><progress value="2" max="2"></progress> 2 of 2 read')
    assert "\u202e" not in last


def test_how_many_there_are_is_told_of_documents_as_well() -> None:
    class Bar:
        total = 0
        seen: tuple[str, ...] = ()

        def expect(self, number: int) -> None:
            self.total = number

        def __call__(self, name: str, /) -> None:
            self.seen += (name,)

    bar = Bar()
    wrong = InputError("frame", "has no text", "row 1, column 'text'")
    result = rashomon.build([from_text(TEXT, file="a"), wrong], reader=_nothing, progress=bar)
    assert (bar.total, bar.seen) == (2, ("a", "frame"))
    assert result.failures == (wrong,)


def _nothing(document: Document) -> object:
    from graph.model import Annotation

    return Annotation(document.metadata, (), (), (), ())


# ------------------------------------------------------------------ scripts


def test_a_process_that_runs_the_script_anew_is_told_of_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    import multiprocessing

    check_process()
    monkeypatch.setattr(multiprocessing.current_process(), "_inheriting", True, raising=False)
    with pytest.raises(UsageError, match='below `if __name__ == "__main__":`'):
        check_process()

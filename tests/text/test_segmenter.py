"""Word cuts from a tokenizer of our own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resources import CORPUS
from kg.text.segmenter import Segmenter
from tests.stopwatch import grows_with_length

SEGMENTER = Segmenter()


@given(st.text(st.sampled_from("中国老挝签署。，\n“”《》 aB1😀"), max_size=80))
@settings(max_examples=60, deadline=None)
def test_words_joined_give_the_text(text: str) -> None:
    assert "".join(SEGMENTER.words(text)) == text
    assert {0, len(text)} <= SEGMENTER.boundaries(text)


def test_boundaries_lie_between_words() -> None:
    assert SEGMENTER.boundaries("中国与老挝签署") == {0, 2, 3, 5, 7}


def test_tags_come_from_the_dictionary() -> None:
    assert SEGMENTER.tags("中国签署") == [("中国", "ns"), ("签署", "v")]


def test_added_words_are_kept_whole_and_stay_in_their_segmenter() -> None:
    assert "一带一路" in Segmenter(("一带一路",)).words("共建一带一路倡议")
    assert "一带一路" not in SEGMENTER.words("共建一带一路倡议")


def test_one_endless_word_takes_linear_time() -> None:
    assert grows_with_length(SEGMENTER.words, lambda size: "中" * size, 100_000)


def test_nothing_is_written_to_the_temporary_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    Segmenter().words("中国")
    assert list(tmp_path.iterdir()) == []


def test_words_and_tags_are_those_of_jiebas_own_tables() -> None:
    import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    with own.get_dict_file() as lines:
        tags = {word: tag for word, _, tag in (line.decode("utf-8").split() for line in lines)}
    for path in sorted((CORPUS / "text").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            words = list(own.cut(line, HMM=False))
            assert SEGMENTER.tags(line) == [(word, tags.get(word, "x")) for word in words]

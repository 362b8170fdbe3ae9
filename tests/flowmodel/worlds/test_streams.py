"""Streams that are begun all at once are those that NumPy begins one by one."""

from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.flowmodel.worlds.streams import stream, streams


@given(st.integers(0, 2**160), st.text(max_size=20), st.lists(st.text(max_size=40), max_size=6))
def test_many_streams_are_those_of_one_by_one(seed: int, kind: str, keys: list[str]) -> None:
    together = [one.random(3).tolist() for one in streams(seed, kind, keys)]
    assert together == [stream(seed, kind, key).random(3).tolist() for key in keys]


def test_a_stream_is_begun_anew_after_one_that_was_left_in_the_middle() -> None:
    drawn = []
    for one in streams(3, "claim", ["a", "b", "c"]):
        one.integers(0, 10, dtype="int32")  # leaves half of a word in the generator
        drawn.append(one.random())
    alone = []
    for key in ("a", "b", "c"):
        one = stream(3, "claim", key)
        one.integers(0, 10, dtype="int32")
        alone.append(one.random())
    assert drawn == alone

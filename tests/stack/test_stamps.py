"""A step is skipped exactly while its inputs are the same."""

from legalops.stack.stamps import Stamp


def test_step_is_due_until_it_was_done(tmp_path):
    source = tmp_path / "lock.txt"
    source.write_text("one")
    stamp = Stamp(tmp_path / "stamps" / "step", [source])
    assert not stamp.fresh()
    stamp.set()
    assert stamp.fresh()


def test_changed_input_makes_the_step_due_again(tmp_path):
    source = tmp_path / "lock.txt"
    source.write_text("one")
    stamp = Stamp(tmp_path / "step", [source])
    stamp.set()
    source.write_text("two")
    assert not stamp.fresh()
    source.write_text("one")
    assert stamp.fresh()


def test_text_moved_between_inputs_is_a_change(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("xy")
    second.write_text("z")
    stamp = Stamp(tmp_path / "step", [first, second])
    stamp.set()
    first.write_text("x")
    second.write_text("yz")
    assert not stamp.fresh()

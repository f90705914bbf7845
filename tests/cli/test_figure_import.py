"""``gridroom import figures`` as an administrator calls it: stores the good rows, tells the bad ones."""

from __future__ import annotations

from tests.cli.conftest import Gridroom


def test_that_good_rows_are_stored_and_bad_ones_told(gridroom: Gridroom) -> None:
    assert gridroom("demo", "reset").code == 0
    file = gridroom.home.parent / "户数.csv"
    file.write_text("名称,户数,人口\n水杉社区,4000,10000\n星光社区,一千,\n没有的社区,3,\n", "utf-8")
    called = gridroom("import", "figures", str(file))
    assert called.code == 1, called.complained
    assert "1 new, 0 changed, 0 unchanged, 2 rows left out" in called.said
    assert called.complained.splitlines() == ["row 3: 户数 一千 is no count", "row 4: 没有的社区 is no current area"]
    file.write_text("名称,户数\n水杉社区,4001\n", "utf-8")
    again = gridroom("import", "figures", str(file), "--level", "community")
    assert (again.code, "0 new, 1 changed" in again.said) == (0, True), again.complained

"""What may happen to a store: nothing that it confirmed is lost, and each fault ends in a clear message."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import record
from pg_server import schema_url

from tawatur.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreGone, StoreMissing
from tawatur.store import index, open_store, parse, place
from tawatur.store.kept import KeptStore

ADDER = Path(__file__).with_name("adder.py")
SOURCES = Path(__file__).parents[2] / "src"


def adder(location, name, first, last, **more):
    environ = {**os.environ, "PYTHONPATH": str(SOURCES)}
    return subprocess.Popen(
        [sys.executable, ADDER, location, name, str(first), str(last)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ, **more,
    )  # fmt: skip


def test_a_store_whose_writer_is_killed_holds_all_that_was_confirmed(location):
    confirmed = set()
    for round_, after in enumerate((1, 4, 11, 17, 30)):  # so many are confirmed when it is killed, about
        process = adder(location, "n", round_ * 1000, round_ * 1000 + 900)
        confirmed.update(process.stdout.readline().strip() for _ in range(after))
        process.kill()
        confirmed.update(line.strip() for line in process.stdout if line.endswith("\n"))
        process.wait()
        process.stderr.close()
        process.stdout.close()
        confirmed.discard("")
        with open_store(location) as store:
            assert {r.article.id for r in store.records()} >= confirmed
            assert list(store.verify()) == []
            assert store.search(parse("خبر")).total >= len(confirmed)
    assert len(confirmed) >= 63


def test_two_writers_wait_for_each_other(location):
    with open_store(location, make=True):
        pass
    both = [adder(location, name, 0, 60) for name in ("a", "b")]
    for process in both:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with open_store(location) as store:
        assert store.basis().articles == 120
        assert list(store.verify()) == []


def test_two_open_stores_see_each_others_labels(location):
    with open_store(location, make=True) as one, open_store(location) as other:
        one.add([record("قال سالم نعم", "a", says=[("سالم", "say", "نعم")])])
        other.add([record("قال سالم لا", "b", says=[("سالم", "say", "لا")])])
        one.add([record("قال مروان لا", "c", says=[("مروان", "say", "لا")])])
        other.add([record("قال مروان نعم", "d", says=[("مروان", "say", "نعم")])])
        for store in (one, other):
            assert [(f.value, f.articles) for f in store.facets(None, "said-by")] == [
                ("سالم", 2),
                ("مروان", 2),
            ]


# ------------------------------------------------------------ a folder


@pytest.fixture
def folder(tmp_path):
    with open_store(tmp_path / "s", make=True) as store:
        store.add([record(f"خبر رقم {n}", f"n{n}") for n in range(300)])
    return tmp_path / "s"


def test_a_locked_store_is_told_and_can_be_read(folder):
    other = sqlite3.connect(folder / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with KeptStore(place.Folder(folder, make=False, wait=0.1)) as store:
        with pytest.raises(StoreBusy, match="another program writes"):
            store.add([record("خبر جديد")])
        assert store.basis().articles == 300
        other.execute("ROLLBACK")
        other.close()
        assert store.add([record("خبر جديد")])[0].outcome == "new"


def test_a_full_disk_is_told_and_nothing_is_lost(folder):
    with open_store(folder) as store:
        with store._place.engine.connect() as connection:
            raw = connection.connection.driver_connection
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(StoreFull, match=r"disk is full; what was confirmed is kept"):
            store.add([record(f"نص جديد طويل {'كلمة ' * 2000} {n}", f"m{n}") for n in range(50)])
        assert store.basis().articles == 300
    with open_store(folder) as store:
        assert list(store.verify()) == []
        assert store.add([record("خبر جديد")])[0].outcome == "new"


def test_a_disk_that_fills_with_raw_bytes_is_told(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_store(folder) as store:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StoreFull, match="Make room"):
            store.keep_raw(b"abc")
        monkeypatch.undo()
        assert list((folder / "raw").glob("*/*")) == []


SMALL_DISK = """
mount -t tmpfs -o size=$4k tmpfs "$1" || exit 77
"$2" "$3" "$1/s" n 0 3000
echo "ended with $?"
"$2" - "$1/s" <<END
import sys
from tawatur.store import open_store
with open_store(sys.argv[1]) as store:
    print(*store.verify())
    print(*(record.article.id for record in store.records()))
END
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare, for a small disk of its own")
@pytest.mark.parametrize("size", [500, 900])  # kB
def test_a_disk_that_fills_while_articles_are_added(tmp_path, size):
    environ = {**os.environ, "PYTHONPATH": str(SOURCES)}
    words = [
        "--mount",
        "--map-root-user",
        "sh",
        "-c",
        SMALL_DISK,
        "-",
        tmp_path,
        sys.executable,
        ADDER,
        str(size),
    ]
    ended = subprocess.run(
        ["unshare", *words], check=False, capture_output=True, text=True, env=environ, timeout=100
    )
    if ended.returncode == 77 or "unshare" in ended.stderr:
        pytest.skip(f"no small disk can be made here: {ended.stderr.strip()[:80]}")
    *confirmed, status, problems, kept = ended.stdout.split("\n")[:-1]
    assert status == "ended with 1", ended.stderr
    assert "the disk is full; what was confirmed is kept. Make room" in ended.stderr.splitlines()[-1]
    assert problems == ""
    assert set(kept.split()) >= set(confirmed)
    assert len(confirmed) > 5


def test_a_file_that_may_not_grow_is_told(tmp_path):
    """A limit of the system (`ulimit -f`), which SQLite takes for a fault of the disk."""
    resource = pytest.importorskip("resource")
    location = str(tmp_path / "s")
    confirmed = set()
    for most in (250_000, 400_000):  # bytes of any file: the log, the database
        process = adder(
            location, f"n{most}", 0, 3000,
            preexec_fn=lambda m=most: resource.setrlimit(resource.RLIMIT_FSIZE, (m, m)),
        )  # fmt: skip
        told, errors = process.communicate(timeout=60)
        confirmed |= set(told.split())
        assert process.returncode == 1
        assert "what was confirmed is kept" in errors.splitlines()[-1]
        with open_store(location) as store:
            assert {r.article.id for r in store.records()} >= confirmed
            assert list(store.verify()) == []
    assert len(confirmed) > 5
    with open_store(location) as store:
        assert store.add([record("خبر جديد")])[0].outcome == "new"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(folder):
    folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="permissions"), open_store(folder) as store:
            store.add([record("خبر جديد")])
    finally:
        folder.chmod(0o700)


def test_a_file_that_is_no_database_is_told(folder):
    (folder / "store.db").write_bytes(b"x" * 5000)
    with pytest.raises(StoreDamaged, match="is no database any more"):
        open_store(folder)


def test_the_database_of_another_program_is_left_alone(tmp_path):
    other = sqlite3.connect(tmp_path / "store.db")
    other.execute("PRAGMA application_id = 7")
    other.execute("CREATE TABLE x (y)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(tmp_path, make=True)


def test_damaged_pages_are_told(folder):
    file = folder / "store.db"
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    file.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"damaged|no database"), open_store(folder) as store:
        list(store.records())
    with pytest.raises(StoreDamaged), open_store(folder) as store:
        list(store.verify())


def test_raw_bytes_that_were_lost_or_changed_are_told(tmp_path):
    with open_store(tmp_path, make=True) as store:
        given = [record("خبر أول", "a"), record("خبر ثان", "b")]
        hashes = [store.keep_raw(g.article.text.encode()) for g in given]
        store.add(given)
        files = [tmp_path / "raw" / h[:2] / h for h in hashes]
        assert files[0].stat().st_mode & 0o777 == 0o444
        files[0].unlink()
        files[1].chmod(0o644)
        files[1].write_bytes(b"changed")
        lines = list(store.verify())
    assert len(lines) == 2
    assert "were not kept" in lines[0]
    assert "is not what was kept" in lines[1]


def test_a_folder_can_be_moved(folder):
    moved = folder.rename(folder.with_name("elsewhere"))
    with open_store(moved) as store:
        assert store.basis().articles == 300
    with pytest.raises(StoreMissing):
        open_store(folder)


def test_a_part_that_fails_leaves_nothing(folder, monkeypatch):
    def broken(*_):
        raise RuntimeError("fault")

    with open_store(folder) as store:
        monkeypatch.setattr(index, "add", broken)
        new = record("قال سالم نعم", "new", says=[("سالم", "say", "نعم")])
        with pytest.raises(RuntimeError):
            store.add([new])
        monkeypatch.undo()
        assert store.basis().articles == 300
        assert store.add([new])[0].outcome == "new"
        assert store.search(parse("said-by:سالم")).total == 1


# ------------------------------------------------------------ a server


def test_a_server_that_goes_away_is_told_and_nothing_is_lost(postgres):
    if postgres is None:
        pytest.skip("the server of the environment is not ours to stop")
    with open_store(schema_url(postgres), make=True) as store:
        (added,) = store.add([record("خبر أول", "a")])
        postgres.stop()
        try:
            for action in (
                store.basis,
                lambda: store.add([record("خبر ثان", "b")]),
                lambda: store.keep_raw(b"x"),
            ):
                started = time.monotonic()
                with pytest.raises(StoreGone, match=r"does not answer.*what was confirmed is kept"):
                    action()
                assert time.monotonic() - started < 15
        finally:
            postgres.start()
        assert store.record(added.id).article.text == "خبر أول"
        assert store.add([record("خبر ثان", "b")])[0].outcome == "new"


def test_an_address_that_is_none_is_told(postgres):
    with pytest.raises(StoreError, match="write postgresql://"):
        open_store("postgresql://a:b:c:d/", make=True)
    with pytest.raises(StoreGone, match="does not answer"):
        open_store("postgresql://nobody@127.0.0.1:9/none", make=True)
    if postgres is not None:
        with pytest.raises(StoreMissing, match="`createdb` makes"):
            open_store(postgres.url.replace("/postgres?", "/none?"), make=True)


def test_a_password_is_never_shown():
    pytest.importorskip("psycopg")
    with pytest.raises(StoreGone) as caught:
        open_store("postgresql://me:geheim@127.0.0.1:9/none", make=True)
    assert "geheim" not in str(caught.value)

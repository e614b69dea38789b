"""The command as the shell sees it: exit codes, closed pipes, signals, encodings, start-up."""

import signal
import subprocess
import time

import pytest


def test_results_on_standard_output_failures_on_standard_error(start, news):
    out, err = (process := start("read", news("a.txt"), "nowhere.txt")).communicate(timeout=30)
    assert process.returncode == 1
    assert "s2  مكتب المحافظ › سالم الحمدي" in out.decode()
    assert err.decode().startswith("tawatur: nowhere.txt")
    assert err.count(b"\n") == 1


def test_an_unknown_flag_is_two(start, news):
    process = start("read", news("a.txt"), "--nonsense")
    assert b"Traceback" not in process.communicate(timeout=30)[1]
    assert process.returncode == 2


def test_a_closed_pipe_is_quiet(start, news):
    lines = '{"id": "a%d", "title": "عنوان", "body": "قال الوزير إن الطريق مفتوح."}\n'
    many = news("many.jsonl", "".join(lines % n for n in range(3000)))
    with start("read", many, "--format", "jsonl") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_ctrl_c_is_quiet(start, news, tmp_path):
    with start("read", news("a.txt"), "-", "--out", "out", stdin=subprocess.PIPE) as process:
        while not (tmp_path / "out" / "a.json").exists():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)  # it waits for its standard input by now
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == b"tawatur: stopped\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1256"])
def test_a_file_is_utf8_whatever_the_locale(start, news, encoding):
    process = start("read", news("a.txt"), env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert "سالم الحمدي" in out.decode("utf-8")


def test_a_pipe_gets_no_colours_and_no_isolation(start, news):
    out, _ = start("read", news("a.txt"), env={"FORCE_COLOR": "1"}).communicate(timeout=30)
    assert b"\033" not in out
    assert not {"\u2068", "\u2069"} & set(out.decode())


def test_help_is_quick(start):
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        out, _ = (process := start("--help")).communicate(timeout=30)
        times.append(time.perf_counter() - begin)
        assert process.returncode == 0
    assert "judges" in out.decode()
    assert min(times) < 0.3

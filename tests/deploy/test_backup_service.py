"""The daily backup: what systemd is told to start is a command that backs up."""

from configparser import ConfigParser
from pathlib import Path

from pipelines.backups.listed import backups_in
from pipelines.lake.format import open_format
from tests.commands import ask
from tests.deliveries import ROOT


def unit(name: str) -> ConfigParser:
    parsed = ConfigParser()
    parsed.read(ROOT / "deploy" / name, encoding="utf-8")
    return parsed


def test_what_the_service_starts_backs_up_into_folders_that_it_may_write(tmp_path: Path) -> None:
    (data := tmp_path / "data").mkdir()
    open_format(data)
    service = unit("qingdan-backup.service")["Service"]
    program, *typed = service["ExecStart"].split()
    (_, target, _, folder) = typed
    assert program.endswith("/.venv/bin/qingdan")
    assert {target, folder} == {*service["ReadWritePaths"].split()}
    places = {target: tmp_path / "backups", folder: data}
    answer = ask(*(places.get(word, word) for word in typed))
    assert answer.code == 0, answer.err
    assert len(backups_in(tmp_path / "backups")) == 1


def test_the_timer_makes_up_for_a_day_on_which_the_machine_was_off() -> None:
    timer = unit("qingdan-backup.timer")
    assert timer["Timer"].getboolean("Persistent")
    assert timer["Install"]["WantedBy"] == "timers.target"

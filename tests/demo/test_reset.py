"""`make demo-reset` throws away what the demo made, and nothing else."""

from want.demo import reset


def test_only_names_of_ours_are_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WANT_DATA", str(tmp_path))
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "files" / "ab" / "paper.pdf").write_text("x")
    (tmp_path / "demo.json").write_text("{}")
    (tmp_path / "thesis.tex").write_text("kept")

    status = reset.main()

    assert status == 0
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")] == ["thesis.tex"]
    assert "is gone" in capsys.readouterr().out


def test_somebody_elses_server_is_not_touched(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://host/name")
    monkeypatch.setenv("WANT_DATA", str(tmp_path))
    (tmp_path / "demo.json").write_text("{}")

    status = reset.main()

    assert status == 1
    assert (tmp_path / "demo.json").exists()
    assert "nothing was done" in capsys.readouterr().out

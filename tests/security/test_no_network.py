"""No command looks at the network: every one that can run here runs with sockets forbidden."""

from __future__ import annotations

import json
import subprocess
import sys

from kg.cli.verbs import VERBS
from kg.serving.child import environment
from tests.security.hostile import SENTENCE

#: Found by every Python that is started, children too. A connection of one machine with itself counts as well.
GUARD = """
import os, sys
def _watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
                 "socket.sendmsg", "socket.getnameinfo", "urllib.Request", "http.client.connect"}:
        address = arguments[1] if len(arguments) > 1 else arguments[0]
        if isinstance(address, (tuple, str)) and not (isinstance(address, str) and address.startswith("/")):
            with open(os.environ["KG_ATTEMPTS"], "a", encoding="utf-8") as file:
                file.write(f"{event} {address} {sys.argv[:3]}\\n")
            raise OSError(f"the network is forbidden: {event} {address}")
sys.addaudithook(_watch)
"""
PROGRAM = """
import json, sys
from kg.cli import run
codes = {}
for words in json.loads(sys.argv[1]):
    sys.stdout.flush()
    codes[" ".join(words)] = run(words)
print("\\n" + json.dumps(codes))
"""
#: Verbs that are for the network: they have tests of their own.
FOR_IT = {"serve", "push"}


def commands(folder):
    out, text, new = str(folder / "out"), str(folder / "text.txt"), str(folder / "new")
    page = str(folder / "page.html")
    given = [
        ["demo", "-o", out],
        ["build", str(folder / "page"), text, "-o", new],
        ["query", out, "who-signed-most"],
        ["query", out, "SELECT * { ?s ?p ?o } LIMIT 1"],
        ["query", out, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"],
        ["query", out, "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }"],
        ["explore", out, "-o", page],
        ["show", text],
        ["check", out],
        ["verify", out],
        ["explain", out, "中国"],
        ["reconcile", out],
        ["diff", out, new],
        ["network", out],
        ["gaps", text],
        ["lint"],
    ]
    tried = {words[0] for words in given}
    return given + [[verb, "--help"] for verb in VERBS if verb not in tried | FOR_IT]


def tried(folder, words):
    """The exit codes of some commands and the attempts that any process made to reach the network."""
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    attempts = folder / "attempts"
    held = environment()
    held |= {"PYTHONPATH": f"{folder / 'guard'}:{held['PYTHONPATH']}", "KG_ATTEMPTS": str(attempts)}
    command = [sys.executable, "-P", "-c", PROGRAM, json.dumps(words)]
    run = subprocess.run(command, env=held, capture_output=True, text=True, check=False, cwd=folder)
    assert run.returncode == 0, run.stderr[-2_000:]
    return json.loads(run.stdout.splitlines()[-1]), attempts.read_text("utf-8") if attempts.exists() else ""


def test_the_guard_sees_an_attempt(tmp_path):
    # Else an empty list of attempts would say nothing.
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    held = {**environment(), "KG_ATTEMPTS": str(tmp_path / "attempts"), "PYTHONPATH": str(tmp_path / "guard")}
    program = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run([sys.executable, "-c", program], env=held, capture_output=True, check=False).returncode
    assert "127.0.0.1" in (tmp_path / "attempts").read_text("utf-8")


def test_no_command_reaches_for_the_network(tmp_path):
    (tmp_path / "text.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "page").mkdir()
    linked = "<img src=http://127.0.0.1:9/a><script src=http://127.0.0.1:9/b></script><link href=http://127.0.0.1:9/c>"
    page = f"<html><base href=http://127.0.0.1:9/><body>{linked}<p>{SENTENCE * 3}</p></body></html>"
    (tmp_path / "page" / "page.html").write_text(page, encoding="utf-8")
    words = commands(tmp_path)
    codes, attempts = tried(tmp_path, words)
    assert attempts == ""
    failed = {name: code for name, code in codes.items() if code not in {0, 1} and "127.0.0.1:9" not in name}
    assert failed == {}
    assert (tmp_path / "new" / "manifest.json").is_file()

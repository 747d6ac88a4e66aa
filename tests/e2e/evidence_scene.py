"""A site, Caveat before it with evidence, and what the program says of the journal."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from backends import executable
from caveat_proxy import ADDRESSES, BINARY, CaveatProxy
from processes import Server, accepts_connections, free_port

PAGE = b"<!DOCTYPE html><html lang=en><body><article><h1>T</h1><p>Text</p></article></body></html>"

# Every path below /p/ is the same page.
SITE = """
daemon off;
master_process off;
pid nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log off;
  types {{ text/html html; application/octet-stream bin; }}
  default_type text/html;
  client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    location /p/ {{ rewrite ^ /page.html break; }}
  }}
}}
"""

NO_LIMIT = "[limits]\nrequests_per_address = 0\n"


class EvidenceScene(unittest.TestCase):
    MODE = "required"

    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-evidence-")))
        self.key, self.public = self.directory / "evidence.key", self.directory / "evidence.pub"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(self.key)], check=True)
        self.key.chmod(0o600)
        subprocess.run(["openssl", "pkey", "-in", str(self.key), "-pubout", "-out", str(self.public)], check=True)
        self.folder = self.directory / "evidence"
        self.site_port = free_port()
        self.start_site()

    def start_site(self) -> None:
        root = self.directory / "pages"
        root.mkdir()
        (root / "page.html").write_bytes(PAGE)
        (root / "long.html").write_bytes(PAGE + b"<p>long</p>" * 20_000)
        (root / "large.bin").write_bytes(os.urandom(400_000))
        (self.directory / "nginx.conf").write_text(SITE.format(port=self.site_port, root=root))
        site = Server([executable("nginx"), "-p", str(self.directory), "-c", str(self.directory / "nginx.conf"),
                       "-e", str(self.directory / "errors.log")], self.directory / "site.log")
        self.addCleanup(site.stop)
        site.wait_for(lambda: accepts_connections(self.site_port), "nginx listens")

    def table(self, **keys: object) -> str:
        values = {"mode": self.MODE, "folder": str(self.folder), "key_file": str(self.key), "origin": "news.test",
                  "checkpoint_interval": 1, **keys}
        return "[evidence]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())

    def start(self, before: tuple[str, ...] = (), ready: bool = True, listen: str = "", rules: Path | None = None,
              tables: str = NO_LIMIT, **keys: object) -> CaveatProxy:
        more = {} if rules is None else {"rules": rules}
        proxy = CaveatProxy(self.directory / f"proxy{free_port()}", self.site_port, ready=ready, before=before,
                            listen=listen, tables=tables + self.table(**keys), **more)
        self.addCleanup(proxy.stop)
        return proxy

    def caveat(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, "evidence", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=120, check=False)

    def verify(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.caveat("verify", str(self.folder), "--key", str(self.public), *arguments)

    def assert_sound(self, *arguments: str) -> str:
        ended = self.verify(*arguments)
        self.assertEqual(0, ended.returncode, ended.stdout)
        return ended.stdout

    def shown(self, *filters: str) -> list[dict]:
        ended = self.caveat("show", str(self.folder), "--format", "json", *filters)
        self.assertEqual(0, ended.returncode, ended.stdout)
        return [json.loads(line) for line in ended.stdout.splitlines()]

    def files(self) -> list[Path]:
        return sorted(self.folder.rglob("evidence-*.jsonl"))

    def metric(self, proxy: CaveatProxy, name: str) -> float:
        for line in proxy.admin("/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
        return 0.0


RUSSIA = ADDRESSES["RU"]

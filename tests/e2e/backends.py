"""Real servers that pass requests on to a server of the test: what stands behind Caveat where sites are larger."""

import shutil
import unittest
from pathlib import Path

from processes import Server, accepts_connections, free_port

SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"

NGINX = """
daemon off;
master_process off;
pid nginx.pid;
error_log errors.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path bodies;
  proxy_temp_path proxied;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  merge_slashes off;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{upstream};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
      proxy_ignore_client_abort on;  # a test that has said all it has to say still listens
    }}
  }}
}}
"""

HAPROXY = """
global
  maxconn 512
defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
frontend readers
  bind 127.0.0.1:{port}
  default_backend site
backend site
  server site 127.0.0.1:{upstream}
"""


def executable(name: str) -> str:
    found = shutil.which(name, path=SYSTEM_PATH)
    if found is None:
        raise unittest.SkipTest(f"{name} is not installed: ./dev test installs it")
    return found


class Backend:
    """`kind`: "nginx" or "haproxy"."""

    def __init__(self, kind: str, directory: Path, upstream: int):
        directory.mkdir(parents=True)
        self.port = free_port()
        configuration = directory / f"{kind}.conf"
        template = NGINX if kind == "nginx" else HAPROXY
        configuration.write_text(template.format(port=self.port, upstream=upstream))
        command = [executable("nginx"), "-p", str(directory), "-c", str(configuration), "-e", str(directory / "errors.log")]
        if kind == "haproxy":
            command = [executable("haproxy"), "-db", "-f", str(configuration)]
        self._server = Server(command, directory / f"{kind}.log")
        self._server.wait_for(lambda: accepts_connections(self.port), f"{kind} listens")

    def stop(self) -> None:
        self._server.stop()

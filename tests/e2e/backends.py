"""Real servers that pass requests on: what stands behind Caveat, or as a cache before it, where sites are larger."""

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

# As NGINX, but a cache: what does not say how long is kept for ten minutes.
NGINX_CACHE = NGINX.replace("  server {{", """  proxy_cache_path {directory}/cache keys_zone=pages:1m;
  server {{
    proxy_cache pages;
    proxy_cache_valid any 10m;
    proxy_cache_revalidate on;
    add_header X-Cache $upstream_cache_status always;""")

VARNISH = """
vcl 4.1;
backend default {{ .host = "127.0.0.1"; .port = "{upstream}"; }}
sub vcl_deliver {{
  if (obj.hits > 0) {{ set resp.http.X-Cache = "HIT"; }} else {{ set resp.http.X-Cache = "MISS"; }}
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
    """`kind`: "nginx", "nginx-cache", "haproxy" or "varnish". The caches say `X-Cache: HIT` where they had the page."""

    def __init__(self, kind: str, directory: Path, upstream: int):
        directory.mkdir(parents=True)
        self.port = free_port()
        configuration = directory / f"{kind}.conf"
        template = {"nginx": NGINX, "nginx-cache": NGINX_CACHE, "haproxy": HAPROXY, "varnish": VARNISH}[kind]
        configuration.write_text(template.format(port=self.port, upstream=upstream, directory=directory))
        self._server = Server(self._command(kind, directory, configuration), directory / f"{kind}.log")
        self._server.wait_for(lambda: accepts_connections(self.port), f"{kind} listens")

    def _command(self, kind: str, directory: Path, configuration: Path) -> list[str]:
        if kind == "haproxy":
            return [executable("haproxy"), "-db", "-f", str(configuration)]
        if kind == "varnish":
            return [executable("varnishd"), "-F", "-j", "none", "-n", str(directory / "state"), "-s", "malloc,32m",
                    "-a", f"127.0.0.1:{self.port}", "-f", str(configuration)]
        return [executable("nginx"), "-p", str(directory), "-c", str(configuration), "-e", str(directory / "errors.log")]

    def stop(self) -> None:
        self._server.stop()

"""A publisher's site: a real nginx over real pages, on loopback."""

import shutil
import unittest
from pathlib import Path

from processes import Server, accepts_connections, free_port

CONFIGURATION = """
daemon off;
master_process off;
worker_processes 1;
pid nginx.pid;
error_log nginx-errors.log warn;
events {{ worker_connections 512; }}
http {{
  types {{ text/html html htm; text/plain txt; application/rss+xml rss; text/xml xml; application/json json; }}
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  underscores_in_headers on;  # as sites behind CGI see them
  keepalive_timeout 30;
  client_max_body_size 0;
  client_body_temp_path bodies;
  proxy_temp_path proxied;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  gzip_min_length 0;
  gzip_proxied any;

  server {{
    listen 127.0.0.1:{port};
    location /pages/ {{ alias {pages}/; }}
    location /plain/ {{ alias {pages}/; }}
    location /gzip/ {{ alias {pages}/; gzip on; }}
    location /chunked/ {{ alias {pages}/; ssi on; }}
    location /slow/ {{ alias {files}/; limit_rate 200k; }}
    location /files/ {{ alias {files}/; dav_methods PUT; }}
    location = /address {{ default_type text/html; return 200 "<p>You are 2001:DB8:7:0:0:0:0:77."; }}
    location = /cookies {{ default_type text/plain; return 200 "[$http_cookie]"; }}
    location = /scheme {{ default_type text/plain; return 200 "[$http_x_forwarded_proto]"; }}
    location ~ ^/old/((?s:.*))$ {{ return 301 /pages/$1; }}
    location = /moved {{ return 302 /pages/; }}
    location = /echo {{ default_type text/plain; return 200 "[$http_x_original_url][$http_x_rewrite_url]"; }}
  }}
}}
"""


class NginxSite:
    """The same pages under /pages/, /plain/, /gzip/ (coded on demand) and /chunked/ (without a length).

    `files` is a folder of the test's own: /files/ serves it and takes PUT, /slow/ serves it slowly."""

    def __init__(self, directory: Path, pages: Path):
        if shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin") is None:
            raise unittest.SkipTest("nginx is not installed: ./dev test installs it")
        self.files = directory / "files"
        self.files.mkdir(parents=True)
        self.port = free_port()
        configuration = directory / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(port=self.port, pages=pages.resolve(), files=self.files))
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
        command = [nginx, "-p", str(directory), "-c", str(configuration), "-e", str(directory / "nginx-errors.log")]
        self._server = Server(command, directory / "nginx.log")
        self._server.wait_for(lambda: accepts_connections(self.port), "nginx listens")

    def stop(self) -> None:
        self._server.stop()

"""The demo's site without the demo: pages from a folder, and what may stand between them and readers."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parents[2] / "app/demo/site"
ARTICLES = ["/a/en/river-archive.html", "/a/ru/river-archive.html", "/a/fa/river-archive.html"]
PAGES = ["/index.html", "/about.html", "/a/legal-help/index.html", *ARTICLES]


class _Server:
    def __init__(self, handler):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class DemoSite(_Server):
    def __init__(self):
        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=str(SITE))

            def log_message(self, *arguments):
                pass

        super().__init__(Handler)


class MeddlingRelay(_Server):
    """Passes requests on to `port`; what comes for `path` goes through `meddle`."""

    def __init__(self, port: int, path: str, meddle):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                upstream.request("GET", self.path, headers={name: self.headers[name] for name in self.headers})
                answer = upstream.getresponse()
                body = answer.read()
                if self.path == path:
                    body = meddle(body)
                self.send_response_only(answer.status, answer.reason)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                upstream.close()

            def log_message(self, *arguments):
                pass

        super().__init__(Handler)

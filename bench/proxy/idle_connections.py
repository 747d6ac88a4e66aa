"""idle_connections.py PORT COUNT PATH MARK: COUNT connections over TLS, each with one response behind it; makes the file
MARK and holds them until it is gone."""

import os
import socket
import ssl
import sys
import time

port, count, path, mark = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
request = f"GET {path} HTTP/1.1\r\nHost: news.test\r\n\r\n".encode()
held = []
for _ in range(count):
    connection = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
    connection.sendall(request)
    response = connection.makefile("rb")
    length = 0
    while (line := response.readline().strip()) != b"":
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    response.read(length)
    held.append((connection, response))
with open(mark, "w"):
    pass
while os.path.exists(mark):
    time.sleep(0.1)

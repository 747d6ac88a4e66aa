"""A bad line between Caveat and the site: it delays, splits, garbles, cuts and resets what the site sends, by a seed."""

import asyncio
import random
import socket
import struct

# What a line does to the answer to one request, and how often.
MOODS = ["passes"] * 6 + ["splits"] * 6 + ["delays", "ends", "ends", "resets", "resets", "stalls", "garbles", "refuses"]
IN_THE_HEAD, IN_THE_PAGE = 600, 60_000  # bytes, after which it ends, resets, stalls or garbles at the latest


class ChaosRelay:
    def __init__(self, site_port: int, seed: int):
        self._site_port = site_port
        self._pick = random.Random(seed)
        self._writers: set[asyncio.StreamWriter] = set()
        self.moods: dict[str, int] = dict.fromkeys(MOODS, 0)  # how many answers had each

    async def start(self) -> int:
        """The port that Caveat takes for the site's."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site_reader, site_writer = await asyncio.open_connection("127.0.0.1", self._site_port)
        self._writers |= {writer, site_writer}
        line = Line(self._pick, self.moods)
        try:
            await asyncio.gather(self._ask(line, reader, site_writer), self._answer(line, site_reader, writer))
        except OSError:
            pass  # the line ended, or Caveat had enough
        finally:
            for one in (writer, site_writer):
                self._writers.discard(one)
                one.transport.abort()

    async def _ask(self, line: "Line", reader: asyncio.StreamReader, site: asyncio.StreamWriter) -> None:
        while data := await reader.read(16384):
            if data.startswith(b"GET "):
                line.change_mood()
            site.write(data)
            await site.drain()
        raise ConnectionError

    async def _answer(self, line: "Line", site: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await site.read(16384):
            for piece in line.passed(data):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(line.pause())
            if line.is_over and line.mood == "stalls":
                await asyncio.sleep(3)
            if line.is_over and line.mood in ("resets", "refuses"):
                reset(writer)
            if line.is_over:
                break
        writer.close()
        raise ConnectionError


class Line:
    def __init__(self, pick: random.Random, moods: dict[str, int]):
        self._pick, self._moods = pick, moods
        self.mood, self.is_over, self._left = "passes", False, 0

    def change_mood(self) -> None:
        self.mood = self._pick.choice(MOODS)
        self._moods[self.mood] += 1
        self._left = 0 if self.mood == "refuses" else self._pick.randrange(self._pick.choice([IN_THE_HEAD, IN_THE_PAGE]))

    def passed(self, data: bytes) -> list[bytes]:
        """What of it goes on, in which pieces. Small ones at first: that is where heads and beginnings of pages are."""
        left = self._left
        self._left -= len(data)
        if self.mood in ("ends", "resets", "stalls", "refuses") and len(data) >= left:
            self.is_over = True
            return [data[:left]]
        if self.mood == "garbles" and 0 <= left < len(data):
            # Not the head: a type that is no page's any more is nothing that Caveat could know of.
            at = max(left, data.find(b"\r\n\r\n") + 4 if data.startswith(b"HTTP/") else 0)
            return [data[:at] + bytes(byte ^ (1 << self._pick.randrange(8)) for byte in data[at:at + 1]) + data[at + 1:]]
        if self.mood != "splits":
            return [data]
        cuts = sorted({*self._pick.sample(range(len(data)), min(len(data), 20)), *range(0, min(len(data), 400), 7)})
        return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)]) if a < b]

    def pause(self) -> float:
        return self._pick.random() * 0.02 if self.mood == "delays" else 0


def reset(writer: asyncio.StreamWriter) -> None:
    """An RST in the place of a FIN."""
    plain = writer.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


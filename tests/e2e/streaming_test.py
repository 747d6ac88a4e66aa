"""Big bodies go through in either direction without being kept."""

from newsroom import NewsroomTest, main

MIB = 1 << 20
GIB = 1 << 30
ALLOWED_GROWTH = 16 * MIB


class Streaming(NewsroomTest):
    def assert_memory_stays_flat(self, peak_before: int) -> None:
        grown = self.newsroom.proxy.server.peak_memory() - peak_before
        self.assertLess(grown, ALLOWED_GROWTH, f"grew by {grown // MIB} MiB")

    def make_file(self, name: str, size: int) -> None:
        with (self.newsroom.site.files / name).open("wb") as file:
            file.truncate(size)

    def warm_up(self) -> int:
        """Peak memory after a few ordinary requests."""
        self.make_file("small.bin", 1000)
        for place in ("CZ", "RU"):
            self.assertEqual(200, self.newsroom.ask("/files/small.bin", place).status)
        return self.newsroom.proxy.server.peak_memory()

    def test_a_gigabyte_from_the_site_takes_no_memory(self):
        self.make_file("big.bin", GIB)
        peak = self.warm_up()
        for place in ("CZ", "RU"):
            with self.subTest(place):
                response = self.newsroom.ask("/files/big.bin", place, keep_body=False)
                self.assertEqual((0, 200), (response.curl_status, response.status))
                self.assertEqual(str(GIB), response.fields["content-length"])
                self.assert_memory_stays_flat(peak)

    def test_a_long_page_is_edited_as_it_passes(self):
        paragraph = b"<p>Some text of a long page, <a href='/elsewhere'>with a link</a>.</p>\n"
        paragraphs = paragraph * (40 * MIB // len(paragraph))
        page = b"<!DOCTYPE html><html lang=en><body><article>" + paragraphs + b"</article></body></html>"
        (self.newsroom.site.files / "long.html").write_bytes(page)
        peak = self.warm_up()
        response = self.newsroom.ask("/files/long.html", "RU")
        self.assertEqual((0, 200), (response.curl_status, response.status))
        self.assertEqual(1, response.body.count(b"data-caveat="))
        self.assertIn(paragraphs, response.body)
        self.assert_memory_stays_flat(peak)

    def test_an_upload_arrives_whole_and_takes_no_memory(self):
        size = GIB // 4
        self.make_file("upload.bin", size)
        peak = self.warm_up()
        upload = str(self.newsroom.site.files / "upload.bin")
        for framing in ((), ("--header", "Transfer-Encoding: chunked")):
            with self.subTest(framing):
                response = self.newsroom.ask("/files/arrived.bin", "CZ", "--upload-file", upload, *framing)
                self.assertIn(response.status, (201, 204))
                arrived = self.newsroom.site.files / "arrived.bin"
                self.assertEqual(size, arrived.stat().st_size)
                arrived.unlink()
                self.assert_memory_stays_flat(peak)

    def test_what_is_posted_arrives_as_it_was(self):
        text = bytes(range(256)) * 500
        source = self.newsroom.directory / "source.bin"
        source.write_bytes(text)
        self.newsroom.ask("/files/text.bin", "RU", "--upload-file", str(source))
        self.assertEqual(text, (self.newsroom.site.files / "text.bin").read_bytes())


if __name__ == "__main__":
    main()

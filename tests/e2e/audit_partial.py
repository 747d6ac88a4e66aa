"""Partials of audits, made up: what `caveat audit map` writes, without archives (docs/audit-at-scale.md)."""

import hashlib
import json
from collections import Counter, defaultdict


def fingerprint(finding: dict) -> str:
    parts = [finding["kind"], finding["pack"], finding["rule"], finding["region"], finding["site"], finding["path"],
             finding["excerpt"]["marked"]]
    text = b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in parts)
    return hashlib.sha256(text).hexdigest()[:32]


def finding(**members) -> dict:
    """One with every member; its fingerprint and URL follow from the rest."""
    made = {"severity": "high", "kind": "notice-missing", "region": "RU", "site": "www.newsroom.example",
            "path": "/a/1.html", "time": "2026-03-01T12:00:00Z", "pack": "ru-undesirable", "rule": "protect-readers",
            "rule_place": "rules/ru.toml:24", "expected": "the notice", "seen": "",
            "excerpt": {"before": "<article>", "marked": "", "after": "<p>Text"}, "count": 1, "archive": "a.warc.gz",
            "offset": 0, "record": "<urn:uuid:1>"} | members
    made.setdefault("url", f"https://{made['site']}{made['path']}")
    return {"fingerprint": fingerprint(made)} | made


def totals(findings: list[dict], archives: list[dict], clean: int = 0, not_auditable: list[dict] = ()) -> dict:
    groups, slots = defaultdict(Counter), defaultdict(Counter)
    for one in findings:
        key = tuple(one[name] for name in ("kind", "severity", "pack", "rule", "region", "site"))
        groups[key] += Counter(findings=1, places=one["count"])
    for day, region in {(one["time"][:10], one["region"]) for one in findings}:
        pages = {one["url"] for one in findings if (one["time"][:10], one["region"]) == (day, region)}
        slots[day, region] += Counter(readings=len(pages), covered=len(pages), with_findings=len(pages))
    for (day, region), slot in slots.items():
        slot += Counter(readings=clean, covered=clean)
    reasons = Counter(one["reason"] for one in not_auditable)
    blind = len(not_auditable)
    if slots:
        slots[min(slots)] += Counter(readings=blind, not_auditable=blind)
    readings = sum(slot["readings"] for slot in slots.values())
    return {
        "archives": len(archives), "archive_bytes": sum(one["bytes"] for one in archives), "responses": readings,
        "unreadable_records": 0, "body_bytes": 1000 * readings, "readings": readings,
        "covered": sum(slot["covered"] for slot in slots.values()), "clean": clean * len(slots), "passed_over": [],
        "not_auditable": [{"reason": reason, "count": count} for reason, count in sorted(reasons.items())],
        "partly_checked": [], "other_rules": [],
        "findings": [dict(zip(("kind", "severity", "pack", "rule", "region", "site"), key)) | dict(count)
                     for key, count in sorted(groups.items())],
        "coverage": [{"day": day, "region": region} | {name: slot[name] for name in (
            "readings", "covered", "with_findings", "not_auditable")} for (day, region), slot in sorted(slots.items())],
    }


def unauditable(**members) -> dict:
    """A reading that nobody could judge."""
    return {"reason": "body-truncated", "detail": "the crawler cut it: length", "region": "RU",
            "url": "https://www.newsroom.example/a/2.html", "time": "2026-03-01T13:00:00Z", "archive": "a.warc.gz",
            "offset": 0, "record": "<urn:uuid:2>"} | members


def order(one: dict) -> tuple:
    return (one["archive"].encode(), one["offset"], one["record"].encode(), one["url"].encode(), one["region"].encode())


def partial(findings: list[dict], clean: int = 0, not_auditable: list[dict] = (), **head) -> str:
    """Findings of one record and region are told apart by nothing here: at most one each."""
    names = sorted({one["archive"] for one in [*findings, *not_auditable]} | set(head.pop("archives", [])))
    archives = [{"name": name, "sha256": hashlib.sha256(name.encode()).hexdigest(), "bytes": 1000} for name in names]
    lines = [{"caveat_audit_partial": 3, "version": "0.1.0", "rules": "ab" * 32, "question": "cd" * 32, "regions": ["RU"]} | head]
    lines += [{"archive": archive} for archive in archives]
    lines += [{"totals": totals(findings, archives, clean, not_auditable)}]
    lines += [{"not_auditable": one} for one in sorted(not_auditable, key=order)]
    lines += [{"finding": one} for one in sorted(findings, key=order)]
    text = "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines)
    end = {"not_auditable": len(not_auditable), "findings": len(findings), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return text + json.dumps({"end": end}) + "\n"

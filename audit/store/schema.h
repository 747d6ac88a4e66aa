// The tables of a run's store.
#pragma once

namespace caveat::audit {

/// Raised with every change of the tables; a store of another number is refused.
inline constexpr int kStoreSchema = 5;

/// `file` is the archive itself, or one that it lists. Findings hold their kind and severity by name, for
/// people; `kind_order` is the enum's, for the order.
inline constexpr const char* kStoreTables = R"sql(
CREATE TABLE run (
  question TEXT NOT NULL,
  rules TEXT NOT NULL,
  regions TEXT NOT NULL,
  archives TEXT NOT NULL DEFAULT ''
);
CREATE TABLE archive (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  digest TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0,
  complete INTEGER NOT NULL DEFAULT 0,
  resume_records INTEGER NOT NULL DEFAULT 0,
  resume_offset INTEGER NOT NULL DEFAULT 0,
  revisits INTEGER NOT NULL DEFAULT 0,
  in_run INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE count (
  archive INTEGER NOT NULL REFERENCES archive(id),
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (archive, name, reason)
) WITHOUT ROWID;
CREATE TABLE coverage (
  archive INTEGER NOT NULL REFERENCES archive(id),
  day INTEGER NOT NULL,
  region TEXT NOT NULL,
  readings INTEGER NOT NULL,
  covered INTEGER NOT NULL,
  with_findings INTEGER NOT NULL,
  not_auditable INTEGER NOT NULL,
  PRIMARY KEY (archive, day, region)
) WITHOUT ROWID;
CREATE TABLE finding (
  archive INTEGER NOT NULL REFERENCES archive(id),
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  record TEXT NOT NULL,
  url TEXT NOT NULL,
  site TEXT NOT NULL,
  path TEXT NOT NULL,
  time INTEGER,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_order INTEGER NOT NULL,
  severity TEXT NOT NULL,
  pack TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_place TEXT NOT NULL,
  expected TEXT NOT NULL,
  seen TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  excerpt_mark INTEGER NOT NULL,
  excerpt_length INTEGER NOT NULL,
  count INTEGER NOT NULL,
  fingerprint TEXT NOT NULL
);
CREATE INDEX finding_archive ON finding (archive);
CREATE TABLE not_auditable (
  archive INTEGER NOT NULL REFERENCES archive(id),
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  record TEXT NOT NULL,
  url TEXT NOT NULL,
  time INTEGER,
  region TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX not_auditable_archive ON not_auditable (archive);
CREATE TABLE put_off (
  archive INTEGER NOT NULL REFERENCES archive(id),
  number INTEGER NOT NULL,
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  record TEXT NOT NULL,
  url TEXT NOT NULL,
  time INTEGER,
  region TEXT,
  PRIMARY KEY (archive, number)
) WITHOUT ROWID;
CREATE TABLE awaited (
  archive INTEGER NOT NULL REFERENCES archive(id),
  number INTEGER NOT NULL,
  payload INTEGER NOT NULL
);
CREATE INDEX awaited_archive ON awaited (archive, number);
CREATE TABLE file_digest (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  device INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE fault (
  archive INTEGER NOT NULL REFERENCES archive(id),
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  record TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_last INTEGER NOT NULL
);
CREATE TABLE bodies_archive (
  path TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE bodies_fault (
  path TEXT NOT NULL REFERENCES bodies_archive(path),
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  record TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_last INTEGER NOT NULL,
  PRIMARY KEY (path, file, offset, record, reason)
) WITHOUT ROWID;
)sql";

}  // namespace caveat::audit

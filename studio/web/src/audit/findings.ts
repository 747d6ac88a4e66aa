// Findings of an audit, as its store holds them.

export interface AuditFinding {
  kind: string;
  severity: string;
  pack: string;
  rule: string;
  region: string;
  site: string;
  url: string;
  time: string;
  expected: string;
  seen: string;
  excerpt?: string;
  count?: number;
  archive: string;
  record: string | number;
  fingerprint?: string;
}

export interface Counted {
  value: string;
  findings: number;
}

export interface UnreadStore {
  store: string;
  reason: string;
}

export interface AuditStore {
  store: string;
  rules?: string;
  regions?: string[];
  archives: number;
  findings: number;
  by_rule: Counted[];
  by_region: Counted[];
  by_severity: Counted[];
  by_kind: Counted[];
  by_site: Counted[];
  not_auditable: { value: string; readings: number }[];
  unreadable_records: number;
}

export interface AuditPage {
  total: number;
  page?: number;
  size?: number;
  findings: AuditFinding[];
  summary?: AuditStore;
}

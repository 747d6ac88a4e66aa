// Findings of an audit, as its store holds them.

export interface AuditFinding {
  id?: number | string;
  severity: string;
  rule: string;
  pack?: string;
  url: string;
  site?: string;
  region?: string;
  time?: string;
  expected?: string;
  seen?: string;
  message?: string;
  archive?: string;
  record?: string | number;
}

export interface AuditPage {
  findings: AuditFinding[];
  total: number;
  page: number;
  size: number;
  totals?: { severity?: Record<string, number>; rule?: Record<string, number>; region?: Record<string, number>; site?: Record<string, number> };
}

export interface AuditStore {
  path: string;
  name?: string;
  time?: string;
  findings?: number;
}

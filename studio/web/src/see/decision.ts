// The memo of a decision, as `caveat decide --format json` writes it.

export interface Condition {
  key: string;
  line: number;
  held: 'yes' | 'no' | 'unknown' | string;
  why: string;
}

export interface Action {
  action: string;
  line: number;
  notice?: string;
  language?: string;
  why_language?: string;
}

export interface RuleMemo {
  pack: string;
  rule: string;
  file: string;
  line: number;
  title: string;
  legal_basis?: string;
  shadow?: boolean;
  applies: 'yes' | 'no' | string;
  actions: Action[];
  conditions: Condition[];
}

export interface Decision {
  site: string;
  path: string;
  region: string;
  time: string;
  verdict: 'pass' | 'edit' | 'acknowledge' | 'block' | string;
  /** How it is known where the reader is; empty if that was stated. */
  known_from?: string[];
  rules: RuleMemo[];
}

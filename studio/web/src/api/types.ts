// What the studio's server answers, as the page uses it. Lines and columns are 1-based; columns count characters.

export interface Session {
  version: string;
  read_only: boolean;
  rules_folder: string;
  preview_origin: string;
  now: string;
  has_site: boolean;
  /** `is_default`: its rules are meant where no site is named. */
  sites: { name: string; hosts: string[]; rules: string; required_approvals: number; is_default: boolean }[];
  has_audits?: boolean;
  languages: string[];
}

export type PackState =
  'draft' | 'unapproved' | 'not-yet' | 'in-force' | 'expiring' | 'expired' | 'retired' | 'review-due' | 'shadow';

export interface Approval {
  file?: string;
  name?: string;
  role?: string;
  note?: string;
  time?: string;
  digest?: string;
  holds: boolean;
  reason?: string;
}

export interface PackEntry {
  file: string;
  id: string;
  title: string;
  owner?: string;
  legal_basis?: string;
  reference?: string;
  effective?: string | null;
  expires?: string | null;
  review_by?: string | null;
  state: PackState;
  states?: PackState[];
  rules: { id: string; line: number; summary?: string; mode?: string; actions?: string[]; regions?: string[]; states?: PackState[] }[];
  notices: { id: string; line?: number; kind: string; languages: string[] }[];
  tests: number;
  errors: number;
  warnings: number;
  approvals: Approval[];
  counted_approvals?: number;
}

export interface PackList {
  digest: string;
  packs: PackEntry[];
  required_approvals?: number;
  problems?: Diagnostic[];
}

export interface PackText {
  file: string;
  text: string;
  version: string;
}

export interface Template {
  name: string;
  title: string;
  jurisdiction?: string[];
  summary?: string;
}

export type Severity = 'error' | 'warning';

export interface Diagnostic {
  code: string;
  severity: Severity;
  file: string;
  line: number;
  column: number;
  end_column?: number;
  message: string;
  help?: string;
  suggestion?: string;
  /** Why the pack says that this is meant so. */
  silenced?: string | null;
}

export interface Explanation {
  code: string;
  title: string;
  text: string;
  wrong?: string;
  /** What the checker says of `wrong`. */
  report?: string;
  right?: string;
}

/** What a reader is told to be: a region's code or an address, and languages. */
export interface Reader {
  region?: string;
  ip?: string;
  languages: string[];
  /** Whatever rules ask to be acknowledged. */
  accepted?: boolean;
}

export type PageSource =
  | { url: string }
  | { html: string; url: string }
  | { bytes: string; content_type: string; url: string }
  | { archive: string; record: string; url: string };

export type MarkKind =
  'insert' | 'remove' | 'disable' | 'replace' | 'label' | 'withhold' | 'attribute' | 'header' | 'block' | 'acknowledge';

export interface Mark {
  id: string;
  kind: MarkKind;
  pack: string;
  rule: string;
  file: string;
  line: number;
  text: string;
  place?: string;
  /** Of its element in the copies of the page, which bears the badge. */
  anchor?: string;
  badge?: string;
  /** Of the page, where nothing is shown. */
  in_head?: boolean;
  /** How many elements alike are meant. */
  count?: number;
}

export interface ServedPage {
  preview: string;
  status: number;
  headers?: { name: string; value: string }[];
  body_differs?: boolean;
}

export interface Preview {
  original: ServedPage;
  served: ServedPage;
  marks: Mark[];
  memo: unknown;
  location?: { region?: string; text?: string };
  /** Of the rules on the disk that it was made of. */
  digest?: string;
  /** Files with errors, which were not taken. */
  left_out?: string[];
}

export type Verdict = 'block' | 'acknowledge' | 'edit' | 'none' | 'uncertain';

export interface RegionAnswer {
  verdict: Verdict;
  rules: string[];
  /** Some of its parts differ. */
  mixed?: boolean;
  /** What it is for readers who are in the part that is not known. */
  would_be?: Verdict;
}

export interface WorldAnswer {
  /** Of the rules on the disk that it was made of. */
  digest: string;
  regions: Record<string, RegionAnswer>;
  stops: Stop[];
  /** Files with errors, which were not taken. */
  left_out?: string[];
}

/** A moment at which something begins or ends. `zone` is that of the pack, whose day is meant. */
export interface Stop {
  at: string;
  zone: string;
  turns: { pack: string; rule: string; begins: boolean }[];
}

export interface KeyFile {
  path: string;
  name: string;
  role?: string;
  locked: boolean;
}

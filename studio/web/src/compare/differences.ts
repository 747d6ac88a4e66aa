// What changes for whom, as `caveat diff --format json` writes it.

import type { Diagnostic } from '../api/types';

export interface Readers {
  name: string;
  countries?: string[];
}

export interface Change {
  readers: Readers[];
  pages: { site: string; path: string }[];
  between?: unknown;
}

export interface RuleDifference {
  pack: string;
  rule: string;
  old: string;
  new: string;
  gain: Change[];
  lose: Change[];
}

export interface Difference {
  text: string;
  changes?: { packs?: unknown[]; rules?: RuleDifference[] };
  over?: ServedDifference;
  /** The first error of each file that the comparison leaves aside. */
  left_out?: Diagnostic[];
  earlier?: Earlier;
}

/** What the drafts are compared with. */
export interface Earlier {
  folder: string;
  /** For which it is in force; none without a configuration. */
  sites: string[];
  required_approvals: number;
  not_taken: { file: string; lacks_approvals: boolean; unreadable: boolean; approvals: number }[];
}

/** Pages that would be served differently. */
export interface ServedDifference {
  pages: number;
  different: number;
  /** Pages of which the archive has no whole body. */
  absent?: number;
  is_cut?: boolean;
  most_pages?: number;
  unreadable?: string[];
  text: string;
  samples: { url: string; reader: string; old_status: number; new_status: number; line?: number; old?: string; new?: string }[];
}

// What the tests of a pack found, as `caveat test --format json` writes it.
import type { Diagnostic } from '../api/types';

export interface TrialFinding {
  expectation: string;
  expected: string;
  got: string;
  reasons?: string[];
  place?: { of?: string; line: number; column?: number; excerpt: string };
}

export interface Trial {
  name: string;
  line: number;
  passed: boolean;
  could_not?: string;
  findings: TrialFinding[];
}

export interface RuleCoverage {
  rule: string;
  line: number;
  applied: number;
  conditions: { key: string; line: number; held: number; failed: number }[];
  places: { place: string; used: number }[];
}

export interface PackTrials {
  pack: string;
  file: string;
  tests: Trial[];
  coverage: RuleCoverage[];
}

export interface Trials {
  /** Of the rules on the disk that were tested, with the drafts. */
  digest: string;
  packs: PackTrials[];
  /** Of packs with errors, which are not run. */
  diagnostics: Diagnostic[];
}

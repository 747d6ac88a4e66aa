// What changes for whom, as `caveat diff --format json` writes it.

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
  left_out?: string[];
}

/** Pages that would be served differently. */
export interface ServedDifference {
  pages: number;
  different: number;
  is_cut?: boolean;
  text: string;
  samples: { url: string; reader: string; old_status: number; new_status: number; line?: number; old?: string; new?: string }[];
}

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
  over?: { pages?: { url: string; record?: string; differences?: string[] | string }[] } | string | null;
}

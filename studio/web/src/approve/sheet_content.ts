// What the sign-off sheet is made of, as the server tells it.
import type { Approval, Mark, Reader } from '../api/types';

export interface SheetContent {
  file: string;
  pack: Record<string, string[]>;
  digest: string;
  sha256: string;
  widgets: string;
  rules: SheetRule[];
  notices: { id: string; texts: { language: string; direction: 'ltr' | 'rtl'; text: string }[] }[];
  regions: { name: string; title: string[]; include: string[]; exclude: string[]; uncertain: string[] }[];
  tests: { name: string; passed: boolean }[];
  approvals: Approval[];
  previews: SheetPreview[];
}

export interface SheetRule {
  id: string;
  line: number;
  regions: string[];
  excepted_regions: string[];
  sites: string[];
  paths: string[];
  excepted_paths: string[];
  effect: Record<string, string[]>;
}

/** A test of the pack, as its reader gets the page. */
export interface SheetPreview {
  name: string;
  url: string;
  reader: Reader;
  at: string;
  could_not?: string;
  status?: number;
  preview?: string;
  marks?: Mark[];
}

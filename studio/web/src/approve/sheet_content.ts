// What the sign-off sheet is made of, as the server tells it.
import type { Approval, Mark, Reader } from '../api/types';
import type { NoticePiece } from '../parts/notice_words';

export interface SheetContent {
  file: string;
  pack: Record<string, string[]>;
  digest: string;
  sha256: string;
  widgets: string;
  rules: { id: string; line: number; sites: string[]; paths: string[]; excepted_paths: string[]; effect: Record<string, string[]> }[];
  notices: { id: string; texts: { language: string; direction: 'ltr' | 'rtl'; words: NoticePiece[][] }[] }[];
  regions: string[];
  tests: string[];
  approvals: Approval[];
  previews: SheetPreview[];
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

// The question that a preview asks: which page, which reader, when.
import type { PageSource, Reader } from '../api/types';
import { drafts } from '../state/packs';
import {
  languages_asked, page_archive, page_at_hand, page_from, page_url, reader_accepted, reader_by, reader_ip, reader_region, reading_moment,
} from '../state/situation';

export interface PreviewRequest {
  drafts: Record<string, string>;
  page: PageSource;
  reader: Reader;
  at?: string;
}

export function reader_asked(): Reader {
  const asked = { languages: languages_asked(), ...reader_accepted.value ? { accepted: true } : {} };
  return reader_by.value === 'region' ? { region: reader_region.value, ...asked } : { ip: reader_ip.value, ...asked };
}

export function preview_request(): PreviewRequest {
  const url = page_url.value;
  const page: PageSource = page_from.value === 'upload' ? { ...page_at_hand.value?.page ?? { html: '' }, url }
    : page_from.value === 'archive' ? { archive: page_archive.value.path, record: page_archive.value.record, url }
    : { url };
  return { drafts: drafts.value, page, reader: reader_asked(), at: reading_moment() };
}

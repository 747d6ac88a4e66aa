// Which way a language is written.
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ku-arab', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

export function direction_of(tag: string): 'rtl' | 'ltr' {
  const [language = '', script = ''] = tag.toLowerCase().split('-');
  if (script === 'latn' || script === 'cyrl') return 'ltr';
  return RIGHT_TO_LEFT.has(language) || script === 'arab' || script === 'hebr' ? 'rtl' : 'ltr';
}

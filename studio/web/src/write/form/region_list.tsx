// Regions that a key names: those of the pack, countries, subdivisions; each can be taken away.
import { texts_of } from '../../api/model';
import { RegionPicker, shown_region } from '../../parts/region_picker';
import { current_text } from '../../state/packs';
import { read_only } from '../../state/session';
import { words } from '../../words/words';
import { names_defined } from '../editor/language_at';
import { use_edit } from './form_file';
import type { KeyFieldProps } from './key_field';

export function RegionList({ node, path, single, of }: KeyFieldProps & { single?: boolean }) {
  const edit = use_edit();
  const codes = texts_of(node).filter((code) => code !== '');
  const set = (next: string[]): void => {
    const one = single || (node.kind === 'value' && next.length === 1);
    edit({ path, set: one ? next.at(-1) ?? '' : next });
  };
  const own = names_defined(current_text.value ?? '', 'regions').filter((name) => !codes.includes(name));
  const say = words.value;
  return (
    <div class="regions">
      <ul class="tokens">
        {codes.map((code) => (
          <li key={code}>
            <span>{shown_region(code)}{shown_region(code) !== code && <code> {code}</code>}</span>
            {!read_only.value && (
              <button type="button" aria-label={say.remove_what(shown_region(code))}
                onClick={() => set(codes.filter((one) => one !== code))}><span aria-hidden="true">×</span></button>
            )}
          </li>
        ))}
      </ul>
      {!read_only.value && (
        <div class="row">
          <RegionPicker label={`${say.write.add_region} (${of})`} placeholder={say.write.add_region} chosen="" once_more
            choose={(code) => { if (!codes.includes(code)) set([...codes, code]); }} />
          {own.length > 0 && path[0] !== 'regions' && own.map((name) => (
            <button key={name} type="button" class="small" onClick={() => set([...codes, name])}>+ {name}</button>
          ))}
        </div>
      )}
    </div>
  );
}

// Regions that a key names: of the pack, codes, words, networks; each can be taken away. A reader is in one place.
import { texts_of } from '../../api/model';
import { places_of_reader, places_of_rules, shown_region, typed_network } from '../../parts/region_choices';
import { RegionPicker } from '../../parts/region_picker';
import { names_of } from '../../state/checking';
import { read_only } from '../../state/session';
import { words } from '../../words/words';
import { focus_after } from './focus';
import { use_edit } from './form_file';
import type { KeyFieldProps } from './key_field';

export function RegionList({ node, path, single, of }: KeyFieldProps & { single?: boolean }) {
  const edit = use_edit();
  const codes = texts_of(node).filter((code) => code !== '');
  const set = (next: string[]): Promise<unknown> => {
    const one = single || (node.kind === 'value' && next.length === 1);
    return edit({ path, set: one ? next.at(-1) ?? '' : next });
  };
  const itself = path[0] === 'regions' ? path[1] : undefined;
  const own = names_of('regions').filter((name) => !codes.includes(name) && name !== itself);
  const known = names_of('regions');
  const shown = (code: string): string => known.includes(code) ? code : shown_region(code);
  const say = words.value;
  return (
    <div class="regions">
      <ul class="tokens">
        {codes.map((code) => (
          <li key={code}>
            <span>{shown(code)}{shown(code) !== code && <code> {code}</code>}</span>
            {!read_only.value && (
              <button type="button" aria-label={say.remove_what(shown(code))}
                onClick={(event) => {
                  const focus = focus_after(event.currentTarget, 'li', 'button', 'input');
                  void set(codes.filter((one) => one !== code)).then(focus);
                }}><span aria-hidden="true">×</span></button>
            )}
          </li>
        ))}
      </ul>
      {!read_only.value && (
        <div class="row">
          <RegionPicker label={`${say.write.add_region} (${of})`} placeholder={say.write.add_region} chosen="" once_more
            places={() => single ? places_of_reader() : places_of_rules(own)} typed_place={single ? undefined : typed_network}
            choose={(code) => { if (!codes.includes(code)) void set([...codes, code]); }} />
          {!single && own.map((name) => (
            <button key={name} type="button" class="small" onClick={() => set([...codes, name])}>+ {name}</button>
          ))}
        </div>
      )}
    </div>
  );
}

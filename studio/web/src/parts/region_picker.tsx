// A region by its name or code: a combobox after the ARIA authoring practices.
import { useId, useRef, useState } from 'preact/hooks';
import { words } from '../words/words';
import { places_of_reader, shown_region, type Choice } from './region_choices';

const SHOWN = 12;
/** Before anything is typed; the list scrolls. */
const SHOWN_AT_FIRST = 40;

interface RegionPickerProps {
  id?: string;
  described?: string;
  label?: string;
  chosen: string;
  choose: (code: string) => void;
  /** Clears itself once something is chosen, to choose another. */
  once_more?: boolean;
  placeholder?: string;
  /** What there is to choose from; else where a reader can be. */
  places?: () => Choice[];
  /** What is in no list, made of what was typed. */
  typed_place?: (typed: string) => Choice[];
}

function matching(typed: string, all: Choice[]): Choice[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return all.filter((one) => !/^[A-Z]{2}-/.test(one.code)).slice(0, SHOWN_AT_FIRST);
  const rank = ({ code, shown }: { code: string; shown: string }): number =>
    code.toLocaleLowerCase() === wanted ? 0
      : shown.toLocaleLowerCase().startsWith(wanted) ? 1
      : code.toLocaleLowerCase().startsWith(wanted) ? 2
      : shown.toLocaleLowerCase().includes(wanted) ? 3 : 9;
  return all.filter((one) => rank(one) < 9)
    .sort((a, b) => rank(a) - rank(b) || a.code.length - b.code.length).slice(0, SHOWN);
}

export function RegionPicker({
  id, described, label, chosen, choose, once_more, placeholder, places = places_of_reader, typed_place,
}: RegionPickerProps) {
  const own = useId();
  const list = `${own}-list`;
  const [typed, set_typed] = useState<string | null>(null);
  const [active, set_active] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const open = typed !== null;
  const options = open ? [...matching(typed, places()), ...typed_place?.(typed.trim()) ?? []] : [];
  const shown = chosen ? `${shown_region(chosen)} (${chosen})` : '';

  const take = (code: string): void => {
    choose(code);
    set_typed(once_more ? '' : null);
    set_active(0);
    if (once_more) set_typed(null);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) set_typed('');
      else set_active((active + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const option = options[active];
      if (option) take(option.code);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      set_typed(null);
    }
  };
  return (
    <span class="picker">
      <input ref={input} id={id} role="combobox" aria-expanded={open} aria-controls={open ? list : undefined}
        aria-autocomplete="list" aria-activedescendant={open && options[active] ? `${own}-${active}` : undefined}
        aria-describedby={described} aria-label={label} autocomplete="off" spellcheck={false}
        placeholder={placeholder} value={typed ?? shown}
        onInput={(event) => { set_typed(event.currentTarget.value); set_active(0); }}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => { if (!open) set_typed(''); }}
        onKeyDown={press} onBlur={() => set_typed(null)} />
      {open && options.length > 0 && (
        <ul id={list} role="listbox" aria-label={label ?? words.value.situation.region}>
          {options.map((option, index) => (
            <li key={option.code} id={`${own}-${index}`} role="option" aria-selected={index === active}
              onMouseDown={(event) => { event.preventDefault(); take(option.code); }}
              onMouseMove={() => set_active(index)}>
              <span>{option.shown}</span> <code>{option.code}</code>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

// The keys that a table may have besides those it has: behind one press, so that the form is as long as the pack.
import type { Key } from '../../api/vocabulary';
import { name_of_key, words } from '../../words/words';

interface AddKeyProps {
  keys: Key[];
  /** What the table is called, for screen readers. */
  of: string;
  onAdd: (key: Key, table: HTMLElement | null) => void;
}

// No <select>: it would act on the first arrow key of whoever reads its list by keyboard.
export function AddKey({ keys, of, onAdd }: AddKeyProps) {
  return (
    <details class="add-key" onKeyDown={(event) => {
      if (event.key !== 'Escape' || !event.currentTarget.open) return;
      event.currentTarget.open = false;
      event.currentTarget.querySelector('summary')?.focus();
    }}>
      <summary aria-label={words.value.write.add_key_to(of)}>{words.value.write.add_key}</summary>
      <ul>
        {keys.map((key) => (
          <li key={key.name}>
            <button type="button" data-adds={key.name} onClick={(event) => {
              const menu = event.currentTarget.closest('details');
              if (menu) menu.open = false;
              onAdd(key, menu?.parentElement ?? null);
            }}>{name_of_key(key.name)}</button>
          </li>
        ))}
      </ul>
    </details>
  );
}

// Controls for what takes words of the language: one of them, or several.
import { text_of, texts_of } from '../../api/model';
import type { FieldIds } from '../../parts/field';
import { read_only } from '../../state/session';
import { name_of_key, shown_word, words as page_words } from '../../words/words';
import { use_edit } from './form_file';
import type { KeyFieldProps } from './key_field';

export function WordChoice({ ids, node, path, words }: KeyFieldProps & { ids: FieldIds; words: string[] }) {
  const edit = use_edit();
  const value = text_of(node);
  return (
    <select {...ids} value={value} disabled={read_only.value}
      onChange={(event) => edit({ path, set: event.currentTarget.value })}>
      {!words.includes(value) && <option value={value}>{value || page_words.value.write.not_chosen}</option>}
      {words.map((word) => <option key={word} value={word}>{shown_word(word)}</option>)}
    </select>
  );
}

export function WordSet({ table_key: key, node, path }: KeyFieldProps) {
  const edit = use_edit();
  const chosen = texts_of(node);
  const all = [...new Set([...(key.words ?? []), ...chosen])];
  const tick = (word: string, on: boolean): void => {
    const next = all.filter((one) => one === word ? on : chosen.includes(one));
    edit({ path, set: next });
  };
  return (
    <div class="ticks" role="group" aria-label={name_of_key(key.name)}>
      {all.map((word) => (
        <label key={word} class="tick">
          <input type="checkbox" checked={chosen.includes(word)} disabled={read_only.value}
            onChange={(event) => tick(word, event.currentTarget.checked)} />
          <span>{shown_word(word)}</span>
        </label>
      ))}
    </div>
  );
}

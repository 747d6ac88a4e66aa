// What a key means, where the pointer rests on it.
import { hoverTooltip } from '@codemirror/view';
import { name_of_key, words } from '../../words/words';
import { vocabulary } from '../../state/session';
import { language_at } from './language_at';
import { toml_place } from './toml_place';

const WORD = /[A-Za-z0-9_-]+/g;

export const key_hover = hoverTooltip((view, position) => {
  const known = vocabulary.value;
  if (!known) return null;
  const line = view.state.doc.lineAt(position);
  const word = [...line.text.matchAll(WORD)].find((match) =>
    line.from + match.index <= position && position <= line.from + match.index + match[0].length);
  if (!word) return null;
  const from = line.from + word.index;
  const place = toml_place(view.state.doc.toString(), from + word[0].length);
  const path = place.part === 'value' ? null : [...place.path, word[0]];
  const key = path ? language_at(known, path)?.key : null;
  if (!key || key.name !== word[0]) return null;
  return {
    pos: from,
    end: from + word[0].length,
    above: true,
    create: () => ({ dom: card(key.name, key.about, key.otherwise) }),
  };
}, { hoverTime: 350 });

function card(name: string, about: string, otherwise: string | undefined): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'key-card';
  const title = dom.appendChild(document.createElement('strong'));
  title.textContent = `${name_of_key(name)} (${name})`;
  const text = dom.appendChild(document.createElement('p'));
  text.textContent = about;
  if (otherwise) dom.appendChild(document.createElement('p')).textContent = words.value.write.otherwise(otherwise);
  return dom;
}

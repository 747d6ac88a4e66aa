// What was changed in a page: each change shows itself in the page, and its rule in the text.
import type { Mark } from '../api/types';
import { go } from '../state/route';
import { words } from '../words/words';
import { has_place } from './looked_at';

interface MarkListProps {
  marks: Mark[];
  shown: Mark | null;
  show: (mark: Mark) => void;
}

export function MarkList({ marks, shown, show }: MarkListProps) {
  const say = words.value.see;
  return (
    <ol class="mark-list">
      {marks.map((mark) => (
        <li key={mark.id} class={`mark ${mark.kind}${mark.id === shown?.id ? ' shown' : ''}`}>
          <p class="mark-head">
            <span class="mark-number">{mark.badge ?? mark.id}</span>
            <strong>{say.kinds[mark.kind] ?? mark.kind}</strong>
            {mark.place && <span class="quiet">{mark.place}</span>}
            {(mark.count ?? 1) > 1 && <span class="quiet">{say.times(mark.count ?? 1)}</span>}
          </p>
          {mark.text && <p class="mark-text">{mark.text}</p>}
          <p class="mark-foot">
            {mark.in_head && <span class="quiet">{say.in_head}</span>}
            {has_place(mark) && (
              <button type="button" class="link" aria-pressed={mark.id === shown?.id} onClick={() => show(mark)}>
                {say.find_in_page}
              </button>
            )}
            <button type="button" class="link" onClick={() => go({ view: 'write', file: mark.file, line: mark.line })}>
              {say.find_rule(mark.line)} <span class="quiet">{mark.pack}/{mark.rule}</span>
            </button>
          </p>
        </li>
      ))}
    </ol>
  );
}

// A part of the form that can be folded: one region, notice, rule or test.
import type { ComponentChildren } from 'preact';
import { read_only } from '../../state/session';
import { words } from '../../words/words';
import { focus_after } from './focus';

interface CardProps {
  title: ComponentChildren;
  of: string;
  line: number;
  show: (line: number) => void;
  remove: () => Promise<unknown>;
  closed?: boolean;
  /** Shows what it does in a page. */
  see?: () => void;
  children: ComponentChildren;
}

export function Card({ title, of, line, show, remove, closed, see, children }: CardProps) {
  const say = words.value;
  return (
    <details class="card" open={!closed}>
      <summary><span class="card-title">{title}</span></summary>
      <div class="card-body">
        {children}
        <p class="card-foot">
          <button type="button" class="link" onClick={() => show(line)}>{say.show_line(line)}</button>
          {see && <button type="button" class="link" onClick={see}>{say.write.see_changes}</button>}
          {!read_only.value &&
            <button type="button" class="link danger" onClick={(event) => {
              const focus = focus_after(event.currentTarget, '.card', 'summary', ':scope > .new-name input, :scope > p > button');
              void remove().then(focus);
            }}>{say.remove_what(of)}</button>}
        </p>
      </div>
    </details>
  );
}

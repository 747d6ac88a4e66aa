// The sign-off sheet: asked of the server, laid out here, printed by the browser.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { post } from '../api/client';
import type { PackEntry } from '../api/types';
import { say_problem } from '../state/saying';
import { words } from '../words/words';
import { Sheet } from './sheet';
import type { SheetContent } from './sheet_content';

const content = signal<{ file: string; sheet: SheetContent } | null>(null);

export function SignOff({ pack }: { pack: PackEntry }) {
  const say = words.value.approve;
  const [busy, set_busy] = useState(false);
  const prepare = (): void => {
    set_busy(true);
    post<SheetContent>('signoff', { file: pack.file })
      .then((sheet) => { content.value = { file: pack.file, sheet }; })
      .catch(say_problem)
      .finally(() => set_busy(false));
  };
  const sheet = content.value?.file === pack.file ? content.value.sheet : null;
  return (
    <section class="sign-off" aria-labelledby="sheet-title">
      <div class="screen-only">
        <h2 id="sheet-title">{say.sheet}</h2>
        <p class="about">{say.sheet_about}</p>
        <p class="row">
          <button type="button" onClick={prepare} disabled={busy}>{busy ? words.value.loading : say.make_sheet}</button>
          {sheet && <button type="button" class="primary" onClick={() => print()}>{say.print}</button>}
        </p>
      </div>
      {sheet && <Sheet title={pack.title} content={sheet} />}
    </section>
  );
}

// The sign-off sheet: asked of the server, laid out here, printed by the browser.
import { post } from '../api/client';
import type { PackEntry } from '../api/types';
import { asking } from '../state/asking';
import { saved } from '../state/packs';
import { words } from '../words/words';
import { Sheet } from './sheet';
import type { SheetContent } from './sheet_content';

const asked = asking<{ file: string; sheet: SheetContent }>();

export function SignOff({ pack }: { pack: PackEntry }) {
  const say = words.value.approve;
  const busy = asked.busy.value;
  const { file } = pack;
  const prepare = (): void => {
    void asked.ask(async (stop) => ({ file, sheet: await post<SheetContent>('signoff', { file }, stop) }));
  };
  const made = asked.answer.value?.file === file ? asked.answer.value.sheet : null;
  // Of another text than the one that is signed there is no sheet to be read.
  const version = saved.value[file]?.version;
  const changed = made !== null && version !== undefined && made.sha256 !== version;
  const sheet = changed ? null : made;
  return (
    <section class="sign-off" aria-labelledby="sheet-title">
      <div class="screen-only">
        <h2 id="sheet-title">{say.sheet}</h2>
        <p class="about">{say.sheet_about}</p>
        <p class="row">
          <button type="button" onClick={prepare} disabled={busy}>{busy ? words.value.loading : say.make_sheet}</button>
          {sheet && <button type="button" class="primary" onClick={() => print()}>{say.print}</button>}
        </p>
        {changed && <p class="banner caution" role="alert">{say.changed}</p>}
        {asked.problem.value && <p class="banner bad" role="alert">{asked.problem.value}</p>}
      </div>
      {sheet && <Sheet title={pack.title} content={sheet} />}
    </section>
  );
}

// Write: the form beside the text, what the checker finds, and saving.
import { all_arrived, forget_untaken } from '../state/on_its_way';
import { current_file, discard, drafts } from '../state/packs';
import { read_only } from '../state/session';
import { unwritten } from '../state/unwritten';
import { words } from '../words/words';
import { TextPane } from './editor/text_pane';
import { FindingsPanel } from './findings_panel';
import { FormPane } from './form/form_pane';
import { layout, LAYOUTS } from './layout';
import { save_current } from './saving';

export function WriteView() {
  return (
    <div class={`write layout-${layout.value}`}>
      <Bar />
      <div class="panes">
        {layout.value !== 'text' && <FormPane />}
        {layout.value !== 'form' && <TextPane />}
      </div>
      <FindingsPanel />
    </div>
  );
}

function Bar() {
  const say = words.value.write;
  const file = current_file.value ?? '';
  const unsaved = file in drafts.value;
  const own = unwritten.value[file];
  const drop = (): void => {
    if (!confirm(own ? say.discard_pack_sure : say.discard_sure)) return;
    // What was typed last is on its way, and would come after.
    void all_arrived().catch(() => {}).then(() => {
      forget_untaken();
      discard(file);
    });
  };
  return (
    <div class="bar">
      <div class="segments" role="group" aria-label={say.layout}>
        {LAYOUTS.map((one) => (
          <button key={one} type="button" aria-pressed={layout.value === one} onClick={() => { layout.value = one; }}>
            {say[one]}
          </button>
        ))}
      </div>
      <p class="bar-state" role="status">{own ? say.unsaved_pack : unsaved ? say.unsaved : ''}</p>
      {!read_only.value && (
        <>
          <button type="button" class="quiet-button" disabled={!unsaved} onClick={drop}>{say.discard}</button>
          <button type="button" class="primary" disabled={!unsaved} onClick={save_current}>{say.save_keys}</button>
        </>
      )}
    </div>
  );
}

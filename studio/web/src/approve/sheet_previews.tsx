// The previews on the sign-off sheet: what the readers of the pack's tests get, with what was changed in words.
import type { Mark } from '../api/types';
import { PreviewFrame } from '../parts/preview_frame';
import { shown_region } from '../parts/region_choices';
import { has_place } from '../see/looked_at';
import { shown_language, shown_moment, words } from '../words/words';
import type { SheetPreview } from './sheet_content';

export function SheetPreviews({ previews }: { previews: SheetPreview[] }) {
  const say = words.value.approve;
  return (
    <section class="sheet-previews">
      <h4>{say.previews}</h4>
      <p class="quiet">{previews.length === 0 ? say.no_previews : say.previews_about}</p>
      {previews.map((one, index) => <Shown key={index} shown={one} />)}
    </section>
  );
}

function Shown({ shown }: { shown: SheetPreview }) {
  const say = words.value;
  const marks = shown.marks ?? [];
  const first = marks.find((mark) => mark.kind !== 'attribute' && has_place(mark));
  const { region, ip, languages } = shown.reader;
  const reader = [region ? `${shown_region(region)} (${region})` : ip, ...languages.map(shown_language)].join(', ');
  return (
    <section class={`sheet-preview ${marks.length === 0 ? 'unchanged' : ''}`}>
      <h5>{shown.name}</h5>
      <p class="quiet">{say.situation.reader}: {reader} · {shown_moment(shown.at)} · <code>{shown.url}</code></p>
      {shown.could_not && <p>{shown.could_not}</p>}
      {shown.preview && (
        <PreviewFrame id={shown.preview} title={shown.name} fragment={first?.anchor} />
      )}
      {shown.preview && (
        <p class="quiet">{say.see.status(shown.status ?? 200)}. {marks.length === 0 && say.see.same}</p>
      )}
      {marks.length > 0 && <ul class="sheet-marks">{marks.map((mark) => <Change key={mark.id} mark={mark} />)}</ul>}
    </section>
  );
}

const SHOWN = 160;

function Change({ mark }: { mark: Mark }) {
  const say = words.value.see;
  const text = mark.text.length > SHOWN ? `${mark.text.slice(0, SHOWN)}…` : mark.text;
  return (
    <li>
      <span class="mark-number">{mark.badge ?? mark.id}</span> {say.kinds[mark.kind]}{(mark.count ?? 1) > 1 ? ` (${say.times(mark.count ?? 1)})` : ''}: {text}
      <span class="quiet"> {mark.rule}, {words.value.line(mark.line)}</span>
    </li>
  );
}

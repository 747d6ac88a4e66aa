// Map: what applies where, for one address on one day.
import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post } from '../api/client';
import type { Verdict, WorldAnswer } from '../api/types';
import { Field } from '../parts/field';
import { after_a_pause, asking } from '../state/asking';
import { keep_fresh } from '../state/disk_watch';
import { drafts, pack_list } from '../state/packs';
import { choose_day, page_url, reader_region, reading_day, reading_moment, reading_turn } from '../state/situation';
import { words } from '../words/words';
import { answer_for } from './answers';
import { Patterns, VERDICTS } from './patterns';
import { RegionTable } from './region_table';
import { TimeSlider } from './time_slider';
import { WorldPicture } from './world_picture';

const PAUSE_MS = 300;
const world = asking<WorldAnswer>();
const chosen = signal('');

function ask(): void {
  if (!/^https?:\/\/[^/]+/.test(page_url.value)) return;
  void world.ask((stop) => post('map', { drafts: drafts.value, url: page_url.value, at: reading_moment() }, stop));
}

const verdict_of = (code: string): Verdict =>
  world.answer.value ? answer_for(world.answer.value, code).verdict : 'none';

export function MapView() {
  const say = words.value.map;
  useEffect(() => {
    const soon = after_a_pause(PAUSE_MS, ask);
    const stop = [
      effect(() => {
        void [page_url.value, reading_day.value, reading_turn.value, drafts.value, pack_list.value?.digest];
        soon();
      }),
      keep_fresh(world, ({ digest }) => digest, soon),
    ];
    return () => stop.forEach((one) => one());
  }, []);
  const answer = world.answer.value;
  const choose = (code: string): void => {
    chosen.value = code;
    reader_region.value = code;
  };
  return (
    <div class="map">
      <div class="map-head">
        <Field label={say.url}>
          {(ids) => <input {...ids} type="url" class="code" value={page_url.value} spellcheck={false}
            placeholder="https://www.newsroom.example/a/1.html"
            onInput={(event) => { page_url.value = event.currentTarget.value.trim(); }} />}
        </Field>
        <Field label={say.day}>
          {(ids) => <input {...ids} type="date" value={reading_day.value}
            onInput={(event) => choose_day(event.currentTarget.value)} />}
        </Field>
        <TimeSlider stops={answer?.stops ?? []} />
      </div>
      {world.problem.value && <p class="banner bad" role="alert">{world.problem.value}</p>}
      {(answer?.left_out?.length ?? 0) > 0 &&
        <p class="banner caution" role="status">{words.value.see.left_out(answer?.left_out?.join(', ') ?? '')}</p>}
      {!answer && !world.problem.value && <p class="hint">{say.ask}</p>}
      <div class="map-body">
        <div>
          <WorldPicture prefix="map" verdict_of={verdict_of} chosen={chosen.value} choose={choose} />
          <Legend />
        </div>
        {answer && <RegionTable answer={answer} chosen={chosen.value} choose={choose} />}
      </div>
    </div>
  );
}

function Legend() {
  const say = words.value.map;
  return (
    <ul class="legend" aria-label={say.legend}>
      {VERDICTS.map((verdict) => (
        <li key={verdict}>
          <svg width="26" height="16" aria-hidden="true" class="world">
            <Patterns prefix={`legend-${verdict}`} />
            <rect width="26" height="16" class={`place ${verdict}`}
              fill={verdict === 'none' ? undefined : `url(#legend-${verdict}-${verdict})`} />
          </svg>
          <span>{say.verdicts[verdict]}</span>
        </li>
      ))}
    </ul>
  );
}

// Which page, which reader, which day.
import { signal } from '@preact/signals';
import { Field } from '../parts/field';
import { RegionPicker } from '../parts/region_picker';
import { say_problem } from '../state/saying';
import { session } from '../state/session';
import {
  choose_day, page_archive, page_from, page_html, page_url, reader_accepted, reader_by, reader_ip, reader_languages, reader_region, reading_day,
  reading_turn,
  type PageFrom, type ReaderBy,
} from '../state/situation';
import { shown_in_zone, words } from '../words/words';
import { MapDialog } from '../map/map_dialog';
import { EXAMPLE_PAGE } from './example_page';

/** More is no page; the server takes none that is larger. */
const LARGEST_PAGE = 16 * 1024 * 1024;

const choosing_on_map = signal(false);

export function SituationForm({ show, busy }: { show: () => void; busy: boolean }) {
  const say = words.value.see;
  return (
    <form class="situation" onSubmit={(event) => { event.preventDefault(); show(); }}>
      <PageFields />
      <ReaderFields />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy || !is_complete()}>{busy ? say.showing : say.show}</button>
      </p>
      {choosing_on_map.value && <MapDialog close={() => { choosing_on_map.value = false; }}
        choose={(code) => {
          reader_region.value = code;
          reader_by.value = 'region';
          choosing_on_map.value = false;
        }} />}
    </form>
  );
}

function is_complete(): boolean {
  const page = page_from.value === 'upload' ? page_html.value !== null
    : page_from.value === 'archive' ? page_archive.value.path !== '' : true;
  return page && page_url.value !== '' && (reader_by.value === 'region' ? reader_region.value : reader_ip.value) !== '';
}

function PageFields() {
  const say = words.value.situation;
  const ways: [PageFrom, string][] = [['site', say.from_site], ['upload', say.from_upload], ['archive', say.from_archive]];
  return (
    <fieldset class="plain">
      <legend>{say.page}</legend>
      <Segments label={say.page} ways={ways} chosen={page_from.value} choose={(way) => { page_from.value = way; }} />
      {page_from.value === 'site' && !session.value?.has_site && <p class="about">{say.no_site}</p>}
      {page_from.value === 'upload' && <Upload />}
      {page_from.value === 'archive' && (
        <div class="two">
          <Field label={say.archive} about={say.archive_about}>{(ids) => <input {...ids} class="code" value={page_archive.value.path} spellcheck={false}
            onInput={(event) => { page_archive.value = { ...page_archive.value, path: event.currentTarget.value }; }} />}</Field>
          <Field label={say.record} about={say.record_about}>{(ids) => <input {...ids} class="code" value={page_archive.value.record} spellcheck={false}
            onInput={(event) => { page_archive.value = { ...page_archive.value, record: event.currentTarget.value }; }} />}</Field>
        </div>
      )}
      <Field label={say.url} about={say.url_about}>
        {(ids) => <input {...ids} type="url" class="code" value={page_url.value} spellcheck={false}
          placeholder="https://www.newsroom.example/a/1.html" onInput={(event) => { page_url.value = event.currentTarget.value.trim(); }} />}
      </Field>
    </fieldset>
  );
}

function Upload() {
  const say = words.value.situation;
  const take = async (file: File | undefined): Promise<void> => {
    if (file && file.size > LARGEST_PAGE) say_problem(say.too_large);
    else if (file) page_html.value = { name: file.name, text: await file.text() };
  };
  return (
    <div class="upload">
      <Field label={say.upload} about={page_html.value ? say.upload_chosen(page_html.value.name) : undefined}>
        {(ids) => <input {...ids} type="file" accept=".html,.htm,.xhtml,text/html"
          onChange={(event) => void take(event.currentTarget.files?.[0])} />}
      </Field>
      <button type="button" class="small" onClick={() => {
        page_html.value = { name: say.example_name, text: EXAMPLE_PAGE };
        if (page_url.value === '') page_url.value = 'https://www.newsroom.example/a/1.html';
      }}>{say.example}</button>
    </div>
  );
}

function ReaderFields() {
  const say = words.value.situation;
  const ways: [ReaderBy, string][] = [['region', say.by_region], ['address', say.by_address]];
  return (
    <fieldset class="plain">
      <legend>{say.reader}</legend>
      <Segments label={say.reader} ways={ways} chosen={reader_by.value} choose={(way) => { reader_by.value = way; }} />
      {reader_by.value === 'region' ? (
        <div class="row bottom">
          <Field label={say.region} about={say.region_about}>
            {(ids) => <RegionPicker id={ids.id} described={ids['aria-describedby']} chosen={reader_region.value}
              choose={(code) => { reader_region.value = code; }} />}
          </Field>
          <button type="button" onClick={() => { choosing_on_map.value = true; }}>{say.on_map}</button>
        </div>
      ) : (
        <Field label={say.ip} about={say.ip_about}>
          {(ids) => <input {...ids} class="code" value={reader_ip.value} spellcheck={false} autocomplete="off"
            onInput={(event) => { reader_ip.value = event.currentTarget.value.trim(); }} />}
        </Field>
      )}
      <div class="two">
        <Field label={say.languages} about={say.languages_about}>
          {(ids) => <input {...ids} class="code" value={reader_languages.value} spellcheck={false} autocomplete="off"
            onInput={(event) => { reader_languages.value = event.currentTarget.value; }} />}
        </Field>
        <Field label={say.day} about={reading_turn.value ? say.moment(shown_in_zone(reading_turn.value.at, reading_turn.value.zone)) : say.day_about}>
          {(ids) => <input {...ids} type="date" value={reading_day.value}
            onInput={(event) => choose_day(event.currentTarget.value)} />}
        </Field>
      </div>
      <label class="tick">
        <input type="checkbox" checked={reader_accepted.value}
          onChange={(event) => { reader_accepted.value = event.currentTarget.checked; }} />
        <span>{say.accepted}</span>
      </label>
    </fieldset>
  );
}

interface SegmentsProps<T extends string> {
  label: string;
  ways: [T, string][];
  chosen: T;
  choose: (way: T) => void;
}

function Segments<T extends string>({ label, ways, chosen, choose }: SegmentsProps<T>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {ways.map(([way, name]) => (
        <button key={way} type="button" aria-pressed={chosen === way} onClick={() => choose(way)}>{name}</button>
      ))}
    </div>
  );
}

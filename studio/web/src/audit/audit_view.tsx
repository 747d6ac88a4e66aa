// Audit: the findings of a run, with filters, each with its way to the page.
import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { About } from '../parts/about';
import { Field } from '../parts/field';
import { shown_region } from '../parts/region_choices';
import { after_a_pause, asking } from '../state/asking';
import { say_problem } from '../state/saying';
import { words } from '../words/words';
import type { AuditPage, AuditStore, UnreadStore } from './findings';
import { FindingTable } from './finding_table';

const PAUSE_MS = 250;
const SIZE = 50;
const FILTERS = ['severity', 'kind', 'rule', 'region', 'site'] as const;
type Filter = (typeof FILTERS)[number];

const stores = signal<AuditStore[] | null>(null);
const unread = signal<UnreadStore[]>([]);
const store = signal('');
const filters = signal<Record<Filter | 'text', string>>({ severity: '', kind: '', rule: '', region: '', site: '', text: '' });
const page = signal(0);
const found = asking<AuditPage>();

function ask(): void {
  if (store.value === '') return;
  const query = new URLSearchParams({ store: store.value, page: String(page.value), size: String(SIZE) });
  for (const [name, value] of Object.entries(filters.value)) if (value !== '') query.set(name, value);
  void found.ask((stop) => get(`audit?${query}`, stop));
}

/** Of another version of the program, say. */
function Unread() {
  return <>{unread.value.map((one) => <p key={one.store} class="banner caution">{one.store}: {one.reason}</p>)}</>;
}

export function AuditView() {
  const say = words.value.audit;
  useEffect(() => {
    get<{ stores: AuditStore[]; unread: UnreadStore[] }>('audits').then((answer) => {
      stores.value = answer.stores;
      unread.value = answer.unread;
      if (store.value === '') store.value = stores.value[0]?.store ?? '';
    }).catch((error) => {
      stores.value = [];
      say_problem(error);
    });
    const soon = after_a_pause(PAUSE_MS, ask);
    return effect(() => {
      void [store.value, filters.value, page.value];
      soon();
    });
  }, []);
  const answer = found.answer.value;
  const pages = Math.max(1, Math.ceil((answer?.total ?? 0) / SIZE));
  if (stores.value?.length === 0) return <div class="empty"><h2>{say.title}</h2><p>{say.about}</p><p>{say.none}</p><Unread /></div>;
  return (
    <div class="audit">
      <h2>{say.title}</h2>
      <About text={say.about} />
      <Unread />
      <Filters />
      {found.problem.value && <p class="banner bad" role="alert">{found.problem.value}</p>}
      {answer && (
        <>
          <p class="quiet" role="status">{say.findings(answer.total)}</p>
          <NotAuditable summary={answer.summary} />
          {answer.total === 0 ? <p>{say.no_findings}</p> : <FindingTable findings={answer.findings} />}
          {pages > 1 && (
            <p class="row pager">
              <button type="button" disabled={page.value <= 0} onClick={() => { page.value -= 1; }}>{say.previous}</button>
              <span>{say.page(page.value + 1, pages)}</span>
              <button type="button" disabled={page.value + 1 >= pages} onClick={() => { page.value += 1; }}>{say.next}</button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function name_of(filter: Filter, value: string): string {
  const say = words.value.audit;
  return (filter === 'severity' ? say.severities[value] : filter === 'kind' ? say.kinds[value] : filter === 'region' ? shown_region(value) : null) ?? value;
}

/** What the run could not judge is neither a finding nor without fault. */
function NotAuditable({ summary }: { summary?: AuditStore }) {
  const say = words.value.audit;
  const reasons = summary?.not_auditable ?? [];
  const readings = reasons.reduce((sum, one) => sum + one.readings, 0);
  const unreadable = summary?.unreadable_records ?? 0;
  if (readings === 0 && unreadable === 0) return null;
  return (
    <div class="banner not-auditable">
      {readings > 0 && <p>{say.not_auditable(readings)}</p>}
      {readings > 0 && <ul>{reasons.map((one) => <li key={one.value}><code>{one.value}</code> {one.readings}</li>)}</ul>}
      {unreadable > 0 && <p>{say.unreadable(unreadable)}</p>}
    </div>
  );
}

function Filters() {
  const say = words.value.audit;
  const summary = stores.value?.find((one) => one.store === store.value);
  const set = (name: Filter | 'text', value: string): void => {
    filters.value = { ...filters.value, [name]: value };
    page.value = 0;
  };
  return (
    <div class="filters">
      <Field label={say.store}>
        {(ids) => (
          <select {...ids} value={store.value} onChange={(event) => { store.value = event.currentTarget.value; page.value = 0; }}>
            {(stores.value ?? []).map((one) => <option key={one.store} value={one.store}>{one.store} ({one.findings})</option>)}
          </select>
        )}
      </Field>
      {FILTERS.map((name) => (
        <Field key={name} label={say[name]}>
          {(ids) => (
            <select {...ids} value={filters.value[name]} onChange={(event) => set(name, event.currentTarget.value)}>
              <option value="">{say.any}</option>
              {(summary?.[`by_${name}`] ?? []).map(({ value, findings }) => (
                <option key={value} value={value}>{name_of(name, value)} ({findings})</option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <Field label={say.text}>
        {(ids) => <input {...ids} type="search" value={filters.value.text} onInput={(event) => set('text', event.currentTarget.value)} />}
      </Field>
    </div>
  );
}

// One key of a table: the control that fits its kind.
import type { ComponentChildren } from 'preact';
import { items, moment, text_of, texts_of, type Path, type TomlNode } from '../../api/model';
import { is_needed, type Key } from '../../api/vocabulary';
import { About } from '../../parts/about';
import { Field, type FieldIds } from '../../parts/field';
import { names_of } from '../../state/checking';
import { read_only } from '../../state/session';
import { name_of_key, words } from '../../words/words';
import { takes_a_notice, takes_regions } from '../editor/language_at';
import { focus_menu } from './focus';
import { use_edit } from './form_file';
import { NamedTexts } from './named_texts';
import { NamedTables, OneTable } from './nested_tables';
import { RegionList } from './region_list';
import { DateInput } from './date_input';
import { LinesInput, NumberInput, TextInput } from './value_inputs';
import { WordChoice, WordSet } from './word_inputs';
import { only_names } from './only_names';

export interface KeyFieldProps {
  table_key: Key;
  node: TomlNode;
  path: Path;
  /** Says whose key it is, for screen readers and buttons. */
  of: string;
}

export function KeyField(props: KeyFieldProps) {
  const edit = use_edit();
  const { table_key: key, node, path } = props;
  const names = only_names(path);
  switch (key.kind) {
    case 'table': return <OneTable {...props} />;
    case 'period': return node.kind === 'table' ? <OneTable {...props} /> : <TwoDates {...props} />;
    case 'named_tables': return <NamedTables {...props} />;
    case 'tables': return null;
    case 'named_texts': return <Framed {...props}><NamedTexts {...props} /></Framed>;
    case 'truth': return <Truth {...props} />;
    case 'word': return <Labelled {...props}>{(ids) => <WordChoice ids={ids} {...props} words={key.words ?? []} />}</Labelled>;
    case 'words':
    case 'words_or_none': return <Framed {...props}><WordSet {...props} /></Framed>;
    case 'date': return (
      <Labelled {...props}>{(ids) => (
        <DateInput ids={ids} value={text_of(node)} commit={(text) => edit({ path, set: moment(text) })} />)}
      </Labelled>);
    case 'two_dates': return <TwoDates {...props} />;
    case 'integer': return (
      <Labelled {...props}>{(ids) => (
        <NumberInput ids={ids} value={text_of(node)} commit={(number) => edit({ path, set: number })} />)}
      </Labelled>);
    case 'statuses': return (
      <Labelled {...props}>{(ids) => (
        <LinesInput ids={ids} lines={texts_of(node)} commit={(lines) => edit({ path,
          set: lines.map((line) => /^\d+$/.test(line) ? Number(line) : line) })} />)}
      </Labelled>);
    case 'texts':
    case 'texts_or_none':
      if (takes_regions(names)) return <Framed {...props}><RegionList {...props} /></Framed>;
      return (
        <Labelled {...props} more={words.value.write.one_a_line}>{(ids) => (
          <LinesInput ids={ids} lines={texts_of(node)} code={key.name !== 'languages' && key.name !== 'text'}
            commit={(lines) => edit({ path, set: lines.length === 1 && node.kind === 'value' ? lines[0]! : lines })} />)}
        </Labelled>);
    case 'text': {
      if (takes_a_notice(names)) {
        return <Labelled {...props}>{(ids) => <WordChoice ids={ids} {...props} words={names_of('notices')} />}</Labelled>;
      }
      if (takes_regions(names)) return <Framed {...props}><RegionList {...props} single /></Framed>;
      return (
        <Labelled {...props}>{(ids) => (
          <TextInput ids={ids} value={text_of(node)} code={key.name === 'html' || key.name === 'id'}
            commit={(text) => edit({ path, set: text })} />)}
        </Labelled>);
    }
  }
}

function TwoDates(props: KeyFieldProps) {
  const edit = use_edit();
  const { node, path } = props;
  return (
    <Framed {...props}>
      <div class="two">{items(node).map((one, index) => (
        <Field key={index} label={index === 0 ? words.value.write.from_start : words.value.write.to_end}>
          {(ids) => <DateInput ids={ids} value={text_of(one)}
            commit={(text) => edit({ path: [...path, index], set: moment(text) })} />}
        </Field>))}
      </div>
    </Framed>
  );
}

function about_of(key: Key): string {
  const about = key.about;
  return key.otherwise ? `${about} ${words.value.write.otherwise(key.otherwise)}` : about;
}

function Labelled(props: KeyFieldProps & { more?: string; children: (ids: FieldIds) => ComponentChildren }) {
  const { table_key: key, children, more } = props;
  return (
    <div class="key" data-key={key.name}>
      <Field label={name_of_key(key.name)} about={[about_of(key), more].filter(Boolean).join(' ')}>{children}</Field>
      <RemoveKey {...props} />
    </div>
  );
}

function Framed(props: KeyFieldProps & { children: ComponentChildren }) {
  const { table_key: key, children } = props;
  return (
    <div class="key" data-key={key.name}>
      <fieldset class="field">
        <legend>{name_of_key(key.name)}</legend>
        {children}
        <About text={about_of(key)} />
      </fieldset>
      <RemoveKey {...props} />
    </div>
  );
}

function Truth(props: KeyFieldProps) {
  const edit = use_edit();
  const { table_key: key, node, path } = props;
  return (
    <div class="key" data-key={key.name}>
      <div class="field">
        <label class="tick">
          <input type="checkbox" checked={node.value === true} disabled={read_only.value}
            onChange={(event) => edit({ path, set: event.currentTarget.checked })} />
          <span>{name_of_key(key.name)}</span>
        </label>
        <About text={about_of(key)} />
      </div>
      <RemoveKey {...props} />
    </div>
  );
}

/** What can be left out can be taken away. */
export function RemoveKey({ table_key: key, path, of }: KeyFieldProps) {
  const edit = use_edit();
  if (read_only.value || is_needed(key)) return null;
  const what = `${name_of_key(key.name)} (${of})`;
  return (
    <button type="button" class="remove" aria-label={words.value.remove_what(what)} title={words.value.remove_what(what)}
      onClick={(event) => {
        const table = event.currentTarget.closest<HTMLElement>('.table-fields');
        void edit({ path, remove: true }).then(() => focus_menu(table));
      }}>
      <span aria-hidden="true">×</span>
    </button>
  );
}

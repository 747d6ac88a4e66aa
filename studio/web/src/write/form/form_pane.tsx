// The form: a section for each part of a pack, drawn from the vocabulary and the tree of the text.
import { useRef } from 'preact/hooks';
import { at, items, member, members, text_of, type TomlNode } from '../../api/model';
import { find_key, type Key } from '../../api/vocabulary';
import { About } from '../../parts/about';
import { see_rule } from '../../see/looked_at';
import { model, text_is_broken } from '../../state/checking';
import { current_file, current_text } from '../../state/packs';
import { read_only, vocabulary } from '../../state/session';
import { words } from '../../words/words';
import { show_line } from '../editor/text_pane';
import { item_names, kept_keys } from '../same_item';
import { FormFile, use_edit } from './form_file';
import { beginning_of_table } from './beginning';
import { NewName } from './new_name';
import { NoticeCard } from './notice_card';
import { Card } from './card';
import { TableFields } from './table_fields';

export function FormPane() {
  const known = vocabulary.value;
  const file = current_file.value;
  const drawn = model.value?.file === file ? model.value : null;
  if (!known || file === null || current_text.value === null) return <p class="quiet" role="status">{words.value.loading}</p>;
  // A text that cannot be read closes every field: then the form itself is what the keyboard scrolls.
  return (
    <section class="form-pane" tabIndex={text_is_broken.value ? 0 : undefined} aria-label={words.value.write.form}>
      {text_is_broken.value && <p class="banner caution" role="status">{words.value.write.text_broken}</p>}
      <Parts names={known.pack.keys.map((key) => key.name)} />
      <FormFile.Provider key={file} value={drawn}>
        <fieldset class="plain" disabled={text_is_broken.value}>
          {drawn && known.pack.keys.map((key) => <Section key={key.name} table_key={key} node={member(drawn.tree, key.name)} />)}
        </fieldset>
      </FormFile.Provider>
    </section>
  );
}

/** A long form by its parts, for whoever has only a keyboard or little of it in sight. */
function Parts({ names }: { names: string[] }) {
  const say = words.value.write;
  return (
    <nav class="parts" aria-label={say.parts}>
      {names.map((name) => (
        <button key={name} type="button" class="small quiet-button" onClick={() => {
          const heading = document.getElementById(`section-${name}`);
          heading?.scrollIntoView({ block: 'start' });
          heading?.focus({ preventScroll: true });
        }}>{say.sections[name as keyof typeof say.sections] ?? name}</button>
      ))}
    </nav>
  );
}

interface SectionProps {
  table_key: Key;
  node: TomlNode | undefined;
}

function Section({ table_key: key, node }: SectionProps) {
  const say = words.value.write;
  const title = say.sections[key.name as keyof typeof say.sections] ?? key.name;
  return (
    <section class={`form-section ${key.name}`} aria-labelledby={`section-${key.name}`}>
      <h2 id={`section-${key.name}`} tabIndex={-1}>{title}</h2>
      <About text={key.about} />
      {key.kind === 'table' && key.inner && <TableFields table={key.inner} node={node} path={[key.name]} of={title} />}
      {key.kind === 'named_tables' && <Named table_key={key} node={node} />}
      {key.kind === 'tables' && <Listed table_key={key} node={node} />}
    </section>
  );
}

function Named({ table_key: key, node }: SectionProps) {
  const edit = use_edit();
  const say = words.value.write;
  const kind = key.name === 'regions' ? 'regions' : 'notices';
  const inner = key.inner;
  if (!inner) return null;
  return (
    <>
      {members(node).map(([name, table]) => key.name === 'notices'
        ? <NoticeCard key={name} name={name} table={inner} node={table} />
        : (
          <Card key={name} title={<code>{name}</code>} line={table.line} show={show_line}
            remove={() => edit({ path: [key.name, name], remove: true })} of={name}>
            <TableFields table={inner} node={table} path={[key.name, name]} of={name} />
          </Card>
        ))}
      {!read_only.value && (
        <NewName label={say.name_of[kind]} button={say.add_named[kind]}
          taken={members(node).map(([name]) => name)}
          add={(name) => edit({ path: [key.name, name], set: kind === 'notices'
            ? { kind: 'warning', text: { en: '' } } : beginning_of_table(inner, [key.name, name]) })} />
      )}
    </>
  );
}

/** A card stays with its rule or test, whatever comes before it or goes. */
function use_keys(node: TomlNode | undefined): number[] {
  const held = useRef({ names: [] as string[], keys: [] as number[], next: 0 });
  const names = item_names(node);
  const keys = kept_keys(held.current, names, () => held.current.next++);
  held.current = { names, keys, next: held.current.next };
  return keys;
}

const pack_id = (): string => text_of(at(model.value?.tree, ['pack', 'id']));

function Listed({ table_key: key, node }: SectionProps) {
  const edit = use_edit();
  const say = words.value.write;
  const keys = use_keys(node);
  const rule = key.name === 'rules';
  const inner = key.inner;
  if (!inner) return null;
  const title_key = find_key(inner, rule ? 'id' : 'name');
  return (
    <>
      {items(node).map((one, index) => {
        const name = title_key ? text_of(member(one, title_key.name)) : '';
        const of = name || (rule ? say.rule(index + 1) : say.test(index + 1));
        return (
          <Card key={keys[index]} title={of} line={one.line} show={show_line} closed={!rule} of={of}
            see={rule && name ? () => see_rule(`${pack_id()}/${name}`) : undefined}
            remove={() => edit({ path: [key.name, index], remove: true })}>
            <TableFields table={inner} node={one} path={[key.name, index]} of={of} />
          </Card>
        );
      })}
      {!read_only.value && (
        <p>
          <button type="button" onClick={() => edit({ path: [key.name], append: rule
            ? { 'id': `rule-${items(node).length + 1}`, 'when': { region: 'everywhere' } }
            : { ...beginning_of_table(inner, [key.name]) as object, reader: { region: 'RU' }, expect: { notices: [] } } })}>
            {rule ? say.add_rule : say.add_test}
          </button>
        </p>
      )}
    </>
  );
}

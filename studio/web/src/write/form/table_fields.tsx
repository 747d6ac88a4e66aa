// The fields of one table: the keys that it has, in the order of the language, and a menu of those that it may have.
import { member, type Path, type TomlNode } from '../../api/model';
import { is_needed, type Table } from '../../api/vocabulary';
import { read_only } from '../../state/session';
import { AddKey } from './add_key';
import { focus_added } from './focus';
import { use_edit } from './form_file';
import { beginning } from './beginning';
import { KeyField } from './key_field';
import { only_names } from './only_names';

interface TableFieldsProps {
  table: Table;
  node: TomlNode | undefined;
  path: Path;
  /** What the table is called, for screen readers. */
  of: string;
  /** Keys that are drawn elsewhere. */
  without?: string[];
}

const NOTHING: TomlNode = { kind: 'value', type: 'string', value: '', line: 0, column: 0 };

export function TableFields({ table, node, path, of, without = [] }: TableFieldsProps) {
  const edit = use_edit();
  const keys = table.keys.filter((key) => !key.later && !without.includes(key.name));
  const present = keys.filter((key) => member(node, key.name) || (is_needed(key) && !key.inner));
  const absent = keys.filter((key) => !present.includes(key) && key.kind !== 'tables');
  return (
    <div class="table-fields">
      {present.map((key) => (
        <KeyField key={key.name} table_key={key} node={member(node, key.name) ?? NOTHING} path={[...path, key.name]} of={of} />
      ))}
      {absent.length > 0 && !read_only.value && (
        <AddKey keys={absent} of={of} onAdd={(key, place) => {
          void edit({ path: [...path, key.name], set: beginning(key, only_names([...path, key.name])) })
            .then(() => focus_added(place, key.name));
        }} />
      )}
    </div>
  );
}

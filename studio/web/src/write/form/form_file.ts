// Which file a form was drawn from: what is entered there goes into that file, whatever is chosen meanwhile.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Edit } from '../../api/model';
import { say_problem } from '../../state/saying';
import { edit } from '../edit';

export const FormFile = createContext('');

/** What it gives is done once the form shows the change. */
export function use_edit(): (...edits: Edit[]) => Promise<void> {
  const file = useContext(FormFile);
  return (...edits) => edit(file, edits).catch(say_problem);
}

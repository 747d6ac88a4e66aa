// What a form was drawn from: what is entered there goes into that file, and into the rule or test that it was entered for,
// whatever is chosen or changed meanwhile.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Edit } from '../../api/model';
import type { Model } from '../../state/checking';
import { say_problem } from '../../state/saying';
import { edit } from '../edit';

export const FormFile = createContext<Model | null>(null);

/** What it gives is done once the form shows the change; it is null, or what has gone wrong, which has been said. */
export function use_edit(): (...edits: Edit[]) => Promise<string | null> {
  const drawn = useContext(FormFile);
  return async (...edits) => {
    if (!drawn) return null;
    try {
      await edit(drawn, edits);
      return null;
    } catch (error) {
      say_problem(error);
      return error instanceof Error ? error.message : String(error);
    }
  };
}

// What a form was drawn from: what is entered there goes into that file, and into the rule or test that it was entered for,
// whatever is chosen or changed meanwhile.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Refusal } from '../../api/client';
import type { Edit } from '../../api/model';
import type { Model } from '../../state/checking';
import { message_of, say_problem } from '../../state/saying';
import { edit } from '../edit';

export const FormFile = createContext<Model | null>(null);

/** Why an edit is not in the text. */
export interface Failure {
  why: string;
  /** It may go well another time. */
  passes: boolean;
}

/** What it gives is done once the form shows the change; it is null, or what has gone wrong, which has been said. */
export function use_edit(): (...edits: Edit[]) => Promise<Failure | null> {
  const drawn = useContext(FormFile);
  return async (...edits) => {
    if (!drawn) return null;
    try {
      await edit(drawn, edits);
      return null;
    } catch (error) {
      say_problem(error);
      return { why: message_of(error), passes: error instanceof Refusal && error.passes };
    }
  };
}

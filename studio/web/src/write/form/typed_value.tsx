// A field that follows the text while nobody types in it, and changes the text once somebody has paused.
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { FieldIds } from '../../parts/field';
import { is_not_taken, is_taken, waits, waits_no_more } from '../../state/on_its_way';
import { current_file } from '../../state/packs';
import { route } from '../../state/route';
import { say_problem } from '../../state/saying';
import { layout } from '../layout';
import { FormFile, type Failure } from './form_file';

const PAUSE_MS = 500;
/** As long as what was typed may be on its way into the text. */
const FORGET_MS = 1500;

export interface TypedValue {
  shown: string;
  input: (text: string) => void;
  /** To be called when the field loses the focus. */
  leave: () => void;
  /** Why what was typed is not taken; empty: it is. */
  problem: string;
}

interface Taking {
  /** What has gone wrong; null if nothing has. */
  commit: (text: string) => Promise<Failure | null>;
  /** What no text can hold: it is not sent, and said once the field is left. */
  fault?: (text: string) => string;
}

export function use_typed_value(value: string, { commit, fault = () => '' }: Taking): TypedValue {
  const drawn = useContext(FormFile);
  const [typed, set_typed] = useState<string | null>(null);
  const [problem, set_problem] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const forgetting = useRef<ReturnType<typeof setTimeout>>();
  const gone = useRef(false);
  const latest = useRef({ typed, commit, fault, value });
  latest.current = { typed, commit, fault, value };
  const forget = useRef((): void => {
    is_taken(forget.current);
    waits_no_more(send.current);
    set_problem('');
    set_typed(null);
  });
  const refuse = (text: string, { why, passes }: Failure): void => {
    // Somebody may have gone on typing, or elsewhere: nobody could mend it there.
    if (gone.current || latest.current.typed !== text) return;
    clearTimeout(forgetting.current);
    if (passes) waits(send.current, forget.current);
    else is_not_taken(forget.current);
    set_problem(why);
  };
  const send = useRef((): void => {
    clearTimeout(timer.current);
    if (!waits_no_more(send.current)) return;
    const now = latest.current;
    const text = now.typed;
    if (text === null || text === now.value) return;
    const why = now.fault(text);
    if (why) refuse(text, { why, passes: false });
    else void now.commit(text).then((failure) => { if (failure) refuse(text, failure); });
  });
  const pause = (): void => { if (!latest.current.fault(latest.current.typed ?? '')) send.current(); };
  useEffect(() => () => {
    gone.current = true;
    clearTimeout(forgetting.current);
    const { typed: text, value: held } = latest.current;
    const why = text !== null && text !== held ? latest.current.fault(text) : '';
    // Whoever goes elsewhere is told; whoever takes the field away knows.
    if (!why) send.current();
    else if (current_file.peek() !== drawn?.file || route.peek().view !== 'write' || layout.peek() === 'text') say_problem(why);
    waits_no_more(send.current);
    is_taken(forget.current);
  }, []);
  useEffect(() => { if (typed === value) forget.current(); }, [value]);
  return {
    shown: typed ?? value,
    problem,
    input(text) {
      set_typed(text);
      latest.current.typed = text;
      set_problem('');
      is_taken(forget.current);
      waits(send.current, forget.current);
      clearTimeout(timer.current);
      // Somebody who has come back at once is typing again.
      clearTimeout(forgetting.current);
      timer.current = setTimeout(pause, PAUSE_MS);
    },
    leave() {
      clearTimeout(forgetting.current);
      forgetting.current = setTimeout(() => set_typed(null), FORGET_MS);
      send.current();
    },
  };
}

/** What ties a field to why its text is not taken. */
export const ids_with = (ids: FieldIds, { problem }: TypedValue): FieldIds => problem === '' ? ids
  : { ...ids, 'aria-invalid': true, 'aria-describedby': [ids['aria-describedby'], `${ids.id}-not-taken`].filter(Boolean).join(' ') };

export function NotTaken({ ids, typed }: { ids: FieldIds; typed: TypedValue }) {
  return typed.problem === '' ? null : <p class="field-problem" id={`${ids.id}-not-taken`} role="alert">{typed.problem}</p>;
}

// A field that follows the text while nobody types in it, and changes the text once somebody has paused.
import { useEffect, useRef, useState } from 'preact/hooks';
import { waits, waits_no_more } from '../../state/on_its_way';

const PAUSE_MS = 500;
/** As long as what was typed may be on its way into the text. */
const FORGET_MS = 1500;

export interface TypedValue {
  shown: string;
  input: (text: string) => void;
  /** To be called when the field loses the focus. */
  leave: () => void;
}

export function use_typed_value(value: string, commit: (text: string) => void): TypedValue {
  const [typed, set_typed] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const forgetting = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef({ typed, commit, value });
  latest.current = { typed, commit, value };
  const send = useRef((): void => {
    clearTimeout(timer.current);
    if (!waits_no_more(send.current)) return;
    const { typed: text, commit: now, value: held } = latest.current;
    if (text !== null && text !== held) now(text);
  });
  useEffect(() => () => {
    clearTimeout(forgetting.current);
    send.current();
  }, []);
  useEffect(() => { if (typed === value) set_typed(null); }, [value]);
  return {
    shown: typed ?? value,
    input(text) {
      set_typed(text);
      latest.current.typed = text;
      waits(send.current);
      clearTimeout(timer.current);
      // Somebody who has come back at once is typing again.
      clearTimeout(forgetting.current);
      timer.current = setTimeout(send.current, PAUSE_MS);
    },
    leave() {
      send.current();
      clearTimeout(forgetting.current);
      forgetting.current = setTimeout(() => set_typed(null), FORGET_MS);
    },
  };
}

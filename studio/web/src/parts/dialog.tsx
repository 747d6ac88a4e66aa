// A window within the page; the browser keeps the keyboard inside it. Without `close` it must be answered.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { words } from '../words/words';

interface DialogProps {
  title: string;
  close?: () => void;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, close, wide, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} aria-labelledby={id} class={wide ? 'wide' : undefined}
      onCancel={(event) => { event.preventDefault(); close?.(); }}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        {close && <button type="button" class="small" onClick={close}>{words.value.close}</button>}
      </div>
      {children}
    </dialog>
  );
}

// A labelled field with what there is to say about it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { About } from './about';

export interface FieldIds {
  'id': string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

interface FieldProps {
  label: ComponentChildren;
  about?: string;
  problem?: string;
  /** Draws the control, given what ties it to its label. */
  children: (ids: FieldIds) => ComponentChildren;
}

export function Field({ label, about, problem, children }: FieldProps) {
  const id = useId();
  const described = [about ? `${id}-about` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': problem ? true : undefined })}
      {about && <About text={about} id={`${id}-about`} />}
      {problem && <p class="field-problem" id={`${id}-problem`} role="alert">{problem}</p>}
    </div>
  );
}

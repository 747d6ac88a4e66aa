// Each verdict has a pattern of its own besides its colour.
import type { Verdict } from '../api/types';

export const VERDICTS: Verdict[] = ['block', 'acknowledge', 'edit', 'uncertain', 'none'];

export function Patterns({ prefix }: { prefix: string }) {
  const pattern = (verdict: Verdict, marks: preact.ComponentChildren) => (
    <pattern id={`${prefix}-${verdict}`} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" class={`ground ${verdict}`} />
      {marks}
    </pattern>
  );
  return (
    <defs>
      {pattern('block', <path d="M0 0L6 6M6 0L0 6" class="hatch" />)}
      {pattern('acknowledge', <path d="M0 3H6" class="hatch" />)}
      {pattern('edit', <path d="M-1 1L1-1M0 6L6 0M5 7L7 5" class="hatch" />)}
      {pattern('uncertain', <circle cx="3" cy="3" r="1.1" class="dot" />)}
    </defs>
  );
}

// The states of a pack or of a rule, in words and by a sign, never by colour alone.
import type { PackEntry, PackState } from '../api/types';
import { pack_list } from '../state/packs';
import { shown_day, words } from '../words/words';

export function StateChips({ pack }: { pack: PackEntry }) {
  return <>{(pack.states ?? [pack.state]).map((state) => <Chip key={state} state={state} detail={detail_of(state, pack)} />)}</>;
}

export function RuleStates({ states }: { states: PackState[] }) {
  return <>{states.map((state) => <Chip key={state} state={state} />)}</>;
}

function Chip({ state, detail = '' }: { state: PackState; detail?: string }) {
  return <span class={`chip state ${state}`}>{words.value.packs.states[state] ?? state}{detail && ` ${detail}`}</span>;
}

function detail_of(state: PackState, pack: PackEntry): string {
  const say = words.value.packs;
  const ends = state === 'expiring' || state === 'in-force' && !pack.states?.includes('expiring');
  if (ends && pack.expires) return say.until(shown_day(pack.expires));
  if (state === 'not-yet' && pack.effective) return say.from(shown_day(pack.effective));
  if (state === 'review-due' && pack.review_by) return say.review_since(shown_day(pack.review_by));
  if (state !== 'unapproved') return '';
  return say.approvals_of(pack.counted_approvals ?? 0, pack_list.value?.required_approvals ?? 0);
}

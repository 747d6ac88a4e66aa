// Which change of the page is looked at, and whose changes: of all rules, or of the one that was asked for.
import { signal } from '@preact/signals';
import type { Mark } from '../api/types';
import { go } from '../state/route';

const WITHOUT_PLACE = ['header', 'block', 'acknowledge'];

export const shown_mark = signal<Mark | null>(null);
/** "pack/rule"; empty: all. */
export const looked_at_rule = signal('');
/** Somebody has come from a rule, and wants to see what it does. */
export const came_from_rule = signal(false);

export const rule_of = ({ pack, rule }: { pack: string; rule: string }): string => `${pack}/${rule}`;
export const has_place = (mark: Mark): boolean => !WITHOUT_PLACE.includes(mark.kind) && !mark.in_head;

/** Those that can be shown in the page. */
export const marks_of = (marks: Mark[], rule: string): Mark[] =>
  marks.filter((mark) => has_place(mark) && (rule === '' || rule_of(mark) === rule));

/** From a rule in a preview to the first of its changes. */
export function look_at(marks: Mark[], rule: string): void {
  looked_at_rule.value = rule;
  shown_mark.value = marks_of(marks, rule)[0] ?? null;
}

/** From a rule in the pack. */
export function see_rule(rule: string): void {
  looked_at_rule.value = rule;
  came_from_rule.value = true;
  go({ view: 'see' });
}

// Numbers with the word that goes with them.
const russian = new Intl.PluralRules('ru');

/** 1 rule, 2 rules. */
export const plural_in_english = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** 1 правило, 2 правила, 5 правил. */
export function plural_in_russian(count: number, one: string, few: string, many: string): string {
  const form = russian.select(count);
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`;
}

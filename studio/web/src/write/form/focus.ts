// Where the keyboard goes on once a field has come or gone: else it would begin at the top of the page again.

const soon = (act: () => void): void => { requestAnimationFrame(() => requestAnimationFrame(act)); };

/** To the first control of the key that has been added to a table. */
export function focus_added(table: HTMLElement | null, name: string): void {
  soon(() => table?.querySelector<HTMLElement>(
    `:scope > [data-key="${name}"] :is(input, textarea, select, button:not(.remove))`)?.focus());
}

/** To the table's menu, out of which the key that has been taken away can be added again. */
export function focus_menu(table: HTMLElement | null): void {
  soon(() => {
    if (document.activeElement === document.body) table?.querySelector<HTMLElement>(':scope > .add-key > summary')?.focus();
  });
}

/**
 * To be called before something of a list is taken away, by the button within it; what it gives, after. To the one that has
 * come into its place, or the last: there to `control`; of an empty list to `otherwise`, which adds another.
 */
export function focus_after(button: HTMLElement, item: string, control: string, otherwise: string): () => void {
  const gone = button.closest<HTMLElement>(item);
  const list = gone?.parentElement;
  const all = (): Element[] => [...list?.children ?? []].filter((one) => one.matches(item));
  const index = gone ? all().indexOf(gone) : 0;
  return () => soon(() => {
    if (document.activeElement !== document.body) return;
    const left = all();
    const there = left[Math.min(index, left.length - 1)]?.querySelector<HTMLElement>(control) ??
      list?.querySelector<HTMLElement>(otherwise) ?? list?.parentElement?.querySelector<HTMLElement>(otherwise);
    there?.focus();
  });
}

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
    if (document.activeElement === document.body) table?.querySelector<HTMLElement>(':scope > select.add-key')?.focus();
  });
}

// Nothing typed is lost by closing the page without a word.
import { has_drafts } from './packs';

export function warn_of_drafts(): void {
  addEventListener('beforeunload', (event) => {
    if (has_drafts.value) event.preventDefault();
  });
}

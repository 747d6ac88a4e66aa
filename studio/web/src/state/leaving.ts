// Nothing typed is lost by closing the page without a word.
import { is_on_its_way } from './on_its_way';
import { has_drafts } from './packs';

export function warn_of_drafts(): void {
  addEventListener('beforeunload', (event) => {
    if (has_drafts.value || is_on_its_way()) event.preventDefault();
  });
}

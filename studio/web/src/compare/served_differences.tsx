// Which pages of an archive would be served differently.
import { words } from '../words/words';
import type { Difference } from './differences';

export function ServedDifferences({ over }: { over: NonNullable<Difference['over']> }) {
  const say = words.value.compare;
  return (
    <section aria-labelledby="over-title">
      <h3 id="over-title">{say.pages}</h3>
      {typeof over === 'string' ? <pre tabIndex={0}>{over}</pre> : (
        <ul class="served-differences">
          {(over.pages ?? []).map((page, index) => (
            <li key={index}>
              <code>{page.url}</code>
              {([] as string[]).concat(page.differences ?? []).map((one, at) => <p key={at} class="quiet">{one}</p>)}
            </li>
          ))}
          {(over.pages ?? []).length === 0 && <li>{say.none}</li>}
        </ul>
      )}
    </section>
  );
}

// Which of some saved pages would be served differently, and how.
import { words } from '../words/words';
import type { ServedDifference } from './differences';

export function ServedDifferences({ over }: { over: ServedDifference }) {
  const say = words.value.compare;
  return (
    <section aria-labelledby="over-title">
      <h3 id="over-title">{say.pages}: {say.served_sum(over.different, over.pages)}</h3>
      <ul class="served-differences">
        {over.samples.map((page, index) => (
          <li key={index}>
            <p><code>{page.url}</code> <span class="quiet">{page.reader}</span></p>
            <pre tabIndex={0}>
              {page.old_status !== page.new_status && <><del>− {page.old_status}{'\n'}</del><ins>+ {page.new_status}{'\n'}</ins></>}
              {page.old !== undefined && <del>− {page.old}{'\n'}</del>}
              {page.new !== undefined && <ins>+ {page.new}{'\n'}</ins>}
            </pre>
          </li>
        ))}
      </ul>
      {over.different > over.samples.length && <p>{say.more_pages(over.different - over.samples.length)}</p>}
      {over.is_cut && <p class="banner caution">{say.cut(over.most_pages ?? over.pages)}</p>}
      {(over.absent ?? 0) > 0 && <p class="banner caution">{say.absent(over.absent ?? 0)}</p>}
      {(over.unreadable ?? []).map((one) => <p key={one} class="banner caution">{one}</p>)}
    </section>
  );
}

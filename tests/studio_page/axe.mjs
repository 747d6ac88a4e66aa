// What axe-core finds in the page as it stands, frames of previews left aside.
import { axe_source } from './studio_page.mjs';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each violation in a line: the rule, the element, what is wrong. */
export async function accessibility_faults(page) {
  await page.evaluate(axe_source());
  const { violations } = await page.evaluate((levels) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: levels }, iframes: false, resultTypes: ['violations'],
  }), LEVELS);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ').slice(0, 240)}`));
}

/** What is wider than the window, and the window itself where it is left to scroll: its header would go. */
export const too_wide = (page) => page.evaluate(() => {
  const work = document.querySelector('main.work');
  return [document.documentElement, work].filter((one) => one && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.localName}: ${one.scrollWidth} > ${one.clientWidth}`)
    .concat(document.documentElement.scrollHeight > innerHeight + 1 ? ['the window scrolls'] : []);
});

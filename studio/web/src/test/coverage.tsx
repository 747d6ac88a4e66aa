// Which rules, conditions and places the tests reach.
import { words } from '../words/words';
import { show_line } from '../write/editor/text_pane';
import type { RuleCoverage } from './trials';

export function Coverage({ rules }: { rules: RuleCoverage[] }) {
  const say = words.value.test;
  return (
    <section class="coverage" aria-labelledby="coverage-title">
      <h2 id="coverage-title">{say.coverage}</h2>
      <p class="about">{say.coverage_about}</p>
      <table>
        <thead>
          <tr><th scope="col">{say.rule}</th><th scope="col">{say.condition}</th><th scope="col">{say.held}</th><th scope="col">{say.not_held}</th></tr>
        </thead>
        {rules.map((rule) => (
          <tbody key={rule.rule}>
            <tr class="rule-row">
              <th scope="rowgroup">{rule.rule}</th>
              <td colSpan={3}>
                <span class={`chip ${rule.applied > 0 ? 'good' : 'caution'}`}>{rule.applied > 0 ? say.reached : say.not_reached}</span>
              </td>
            </tr>
            {rule.conditions.map((condition) => (
              <tr key={condition.key + condition.line}>
                <td />
                <th scope="row">
                  <button type="button" class="link" onClick={() => show_line(condition.line)}><code>{condition.key}</code></button>
                </th>
                <td>{condition.held || say.never}</td>
                <td>{condition.failed || say.never}</td>
              </tr>
            ))}
            {rule.places.map((place) => (
              <tr key={place.place}><td /><th scope="row">{place.place}</th><td>{place.used || say.never}</td><td /></tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

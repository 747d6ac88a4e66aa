// Why: each rule, and which of its conditions held for this reader.
import type { Mark } from '../api/types';
import { go } from '../state/route';
import { name_of_key, shown_language, words } from '../words/words';
import type { Action, Condition, Decision, RuleMemo } from './decision';
import { look_at, marks_of, rule_of } from './looked_at';

export function Memo({ decision, marks }: { decision: Decision; marks: Mark[] }) {
  const say = words.value;
  const applying = decision.rules.filter((rule) => rule.applies !== 'no');
  const others = decision.rules.filter((rule) => rule.applies === 'no');
  const verdicts = say.memo.verdicts as Record<string, string>;
  return (
    <div class="memo">
      <p class="verdict-line">{verdicts[decision.verdict] ?? decision.verdict}</p>
      {decision.known_from?.map((line) => <p key={line} class="quiet">{line}</p>)}
      {applying.map((rule) => <Rule key={rule_of(rule)} rule={rule} marks={marks} />)}
      {others.length > 0 && (
        <details>
          <summary>{say.see.not} ({others.length})</summary>
          {others.map((rule) => <Rule key={rule_of(rule)} rule={rule} marks={marks} />)}
        </details>
      )}
    </div>
  );
}

function Rule({ rule, marks }: { rule: RuleMemo; marks: Mark[] }) {
  const say = words.value.see;
  const changes = marks_of(marks, rule_of(rule)).length;
  return (
    <article class="memo-rule">
      <h3>
        <span>{rule.pack}/{rule.rule}</span>
        <span class={`chip ${rule.applies === 'no' ? '' : 'good'}`}>{rule.applies === 'no' ? say.not : say.applies}</span>
      </h3>
      <p class="quiet">{rule.title}{rule.legal_basis ? ` · ${rule.legal_basis}` : ''}</p>
      <ul>
        {rule.conditions.map((condition, index) => <Held key={index} condition={condition} file={rule.file} />)}
        {rule.applies !== 'no' && rule.actions.filter((one) => one.notice).map((one) => <InLanguage key={one.line} action={one} />)}
      </ul>
      <p class="mark-foot">
        {changes > 0 && (
          <button type="button" class="link" onClick={() => look_at(marks, rule_of(rule))}>{say.its_changes(changes)}</button>
        )}
        <button type="button" class="link" onClick={() => go({ view: 'write', file: rule.file, line: rule.line })}>
          {say.find_rule(rule.line)}
        </button>
      </p>
    </article>
  );
}

function Held({ condition, file }: { condition: Condition; file: string }) {
  const say = words.value;
  const held = condition.held === 'yes' ? say.memo.held : condition.held === 'no' ? say.memo.failed : say.memo.uncertain;
  const sign = condition.held === 'yes' ? '✓' : condition.held === 'no' ? '✗' : '?';
  return (
    <li class={`held-${condition.held}`}>
      <span class="held-sign" aria-hidden="true">{sign}</span>
      <button type="button" class="link" aria-label={`${condition.key}, ${say.show_line(condition.line)}`}
        onClick={() => go({ view: 'write', file, line: condition.line })}><code>{condition.key}</code></button>
      <span class="hidden">{held}: </span>
      <span>{condition.why}</span>
    </li>
  );
}

/** Which notice it is, and why in that language. */
function InLanguage({ action }: { action: Action }) {
  return (
    <li>
      <span class="held-sign" aria-hidden="true">→</span>
      <span>{name_of_key(action.action)}</span>
      <span><code>{action.notice}</code>, {shown_language(action.language ?? '')}: {action.why_language}</span>
    </li>
  );
}

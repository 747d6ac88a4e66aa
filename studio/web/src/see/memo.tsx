// Why: each rule, and which of its conditions held for this reader.
import { go } from '../state/route';
import { name_of_key, shown_language, words } from '../words/words';
import type { Action, Condition, Decision, RuleMemo } from './decision';

export function Memo({ decision }: { decision: Decision }) {
  const say = words.value;
  const applying = decision.rules.filter((rule) => rule.applies !== 'no');
  const others = decision.rules.filter((rule) => rule.applies === 'no');
  const verdicts = say.memo.verdicts as Record<string, string>;
  return (
    <div class="memo">
      <p class="verdict-line">{verdicts[decision.verdict] ?? decision.verdict}</p>
      {decision.known_from?.map((line) => <p key={line} class="quiet">{line}</p>)}
      {applying.map((rule) => <Rule key={`${rule.pack}/${rule.rule}`} rule={rule} />)}
      {others.length > 0 && (
        <details>
          <summary>{say.see.not} ({others.length})</summary>
          {others.map((rule) => <Rule key={`${rule.pack}/${rule.rule}`} rule={rule} />)}
        </details>
      )}
    </div>
  );
}

function Rule({ rule }: { rule: RuleMemo }) {
  const say = words.value.see;
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
      <button type="button" class="link" onClick={() => go({ view: 'write', file: rule.file, line: rule.line })}>
        {say.find_rule(rule.line)}
      </button>
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

// The checker's findings as a list, each with its line and its explanation.
import { signal } from '@preact/signals';
import { get } from '../api/client';
import type { Diagnostic, Explanation } from '../api/types';
import { Dialog } from '../parts/dialog';
import { checking, other_diagnostics, own_diagnostics } from '../state/checking';
import { go } from '../state/route';
import { say_problem } from '../state/saying';
import { words } from '../words/words';
import { show_line } from './editor/text_pane';

const explained = signal<Explanation | null>(null);

function explain(code: string): void {
  get<Explanation>(`explain/${encodeURIComponent(code)}`)
    .then((answer) => { explained.value = answer; }).catch(say_problem);
}

export function FindingsPanel() {
  const say = words.value.findings;
  const own = own_diagnostics.value;
  const others = other_diagnostics.value;
  const errors = own.filter((one) => one.severity === 'error').length;
  const summary = checking.value ? say.checking
    : own.length === 0 ? say.none
    : [errors ? say.errors(errors) : '', own.length - errors ? say.warnings(own.length - errors) : ''].filter(Boolean).join(', ');
  return (
    <section class="findings" aria-labelledby="findings-title" tabIndex={0}>
      <h2 id="findings-title">{say.title} <span class="quiet" role="status">{summary}</span></h2>
      <ul>
        {own.map((one, index) => <Finding key={index} finding={one} />)}
      </ul>
      {others.length > 0 && (
        <details>
          <summary>{say.elsewhere} ({others.length})</summary>
          <ul>{others.map((one, index) => <Finding key={index} finding={one} elsewhere />)}</ul>
        </details>
      )}
      {explained.value && <Explained explanation={explained.value} />}
    </section>
  );
}

function Finding({ finding, elsewhere }: { finding: Diagnostic; elsewhere?: boolean }) {
  const say = words.value.findings;
  const there = (): void => {
    if (elsewhere) go({ view: 'write', file: finding.file, line: finding.line });
    else show_line(finding.line);
  };
  return (
    <li class={finding.severity}>
      <span class="sign">{finding.severity === 'error' ? say.error : say.warning}</span>
      <button type="button" class="link place" onClick={there}>
        {elsewhere ? `${finding.file}:${finding.line}` : words.value.line(finding.line)}
      </button>
      <span class="message">
        {finding.message}
        {(finding.suggestion || finding.help) && <span class="help"> {finding.suggestion || finding.help}</span>}
      </span>
      <button type="button" class="link code-link" aria-label={say.explain(finding.code)} onClick={() => explain(finding.code)}>
        {finding.code}
      </button>
    </li>
  );
}

function Explained({ explanation }: { explanation: Explanation }) {
  const say = words.value.findings;
  return (
    <Dialog title={`${explanation.code}: ${explanation.title}`} wide close={() => { explained.value = null; }}>
      {explanation.text.split(/\n\n+/).map((paragraph, index) => <p key={index}>{paragraph}</p>)}
      {explanation.wrong && <><h3>{say.wrong}</h3><pre tabIndex={0}>{explanation.wrong}</pre></>}
      {explanation.report && <pre tabIndex={0}>{explanation.report}</pre>}
      {explanation.right && <><h3>{say.right}</h3><pre tabIndex={0}>{explanation.right}</pre></>}
    </Dialog>
  );
}

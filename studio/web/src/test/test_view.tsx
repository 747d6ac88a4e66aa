// Test: the pack's own tests, what they expected and got, and which rules they reach.
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post, Refusal } from '../api/client';
import { after_a_pause, asking } from '../state/asking';
import { keep_fresh } from '../state/disk_watch';
import { current_file, current_text, drafts } from '../state/packs';
import { words } from '../words/words';
import { show_line } from '../write/editor/text_pane';
import { Coverage } from './coverage';
import type { Trial, TrialFinding, Trials } from './trials';

const PAUSE_MS = 200;
const trials = asking<Trials & { file: string }>();
const BUSY = 503;
const BUSY_PAUSE_MS = 1000;

function run(): void {
  const file = current_file.value;
  if (file === null) return;
  void trials.ask(async (stop) => ({ file, ...await run_when_free(file, stop) }));
}

/** The server runs tests one at a time. */
async function run_when_free(file: string, stop: AbortSignal): Promise<Trials> {
  for (;;) {
    try {
      return await post<Trials>('test', { file, drafts: drafts.value }, stop);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== BUSY || stop.aborted) throw error;
      await new Promise((again) => { setTimeout(again, BUSY_PAUSE_MS); });
    }
  }
}

export function TestView() {
  const say = words.value.test;
  useEffect(() => {
    const soon = after_a_pause(PAUSE_MS, run);
    const stop = [
      effect(() => {
        void [current_file.value, current_text.value];
        soon();
      }),
      keep_fresh(trials, ({ digest }) => digest, soon),
    ];
    return () => stop.forEach((one) => one());
  }, []);
  const run_now = trials.answer.value?.file === current_file.value ? trials.answer.value : null;
  const answer = run_now?.packs.find((one) => one.file === current_file.value) ?? null;
  const broken = run_now?.diagnostics.filter((one) => one.severity === 'error' && one.file === current_file.value) ?? [];
  const failed = answer?.tests.filter((one) => !one.passed) ?? [];
  return (
    <div class="test">
      <div class="bar">
        <p class="test-sum" role="status">
          {trials.busy.value ? say.running : answer && answer.tests.length > 0 && (
            <>
              <span class="chip good">{say.passed(answer.tests.length - failed.length)}</span>
              {failed.length > 0 && <span class="chip bad">{say.failed(failed.length)}</span>}
            </>
          )}
        </p>
        <button type="button" onClick={run} disabled={trials.busy.value}>{say.run}</button>
      </div>
      {trials.problem.value && <p class="banner bad" role="alert">{trials.problem.value}</p>}
      {broken.length > 0 && (
        <div class="banner bad" role="alert">
          <p>{say.broken}</p>
          {broken.map((one, index) => <p key={index}>{words.value.line(one.line)}: {one.message}</p>)}
        </div>
      )}
      {answer && answer.tests.length === 0 && <div class="empty"><p>{say.none}</p><p>{say.none_help}</p></div>}
      <ol class="tests">
        {[...failed, ...(answer?.tests.filter((one) => one.passed) ?? [])].map((one) => <TrialItem key={one.line} trial={one} />)}
      </ol>
      {answer && answer.coverage.length > 0 && <Coverage rules={answer.coverage} />}
    </div>
  );
}

function TrialItem({ trial }: { trial: Trial }) {
  const say = words.value.test;
  return (
    <li class={trial.passed ? 'passed' : 'failed'}>
      <p class="trial-head">
        <span class={`chip ${trial.passed ? 'good' : 'bad'}`}>{trial.passed ? say.pass : say.fail}</span>
        <strong>{trial.name}</strong>
        <button type="button" class="link" onClick={() => show_line(trial.line)}>{words.value.line(trial.line)}</button>
      </p>
      {trial.could_not && <p class="field-problem">{trial.could_not}</p>}
      {trial.findings.map((finding, index) => <Finding key={index} finding={finding} />)}
    </li>
  );
}

function Finding({ finding }: { finding: TrialFinding }) {
  const say = words.value.test;
  return (
    <dl class="trial-finding">
      <dt>{say.expected}</dt><dd><code>{finding.expectation}</code> {finding.expected}</dd>
      <dt>{say.got}</dt><dd>{finding.got}</dd>
      {(finding.reasons ?? []).map((reason, index) => <dd key={index} class="quiet">{reason}</dd>)}
      {finding.place?.excerpt && <dd><pre tabIndex={0}>{finding.place.excerpt}</pre></dd>}
    </dl>
  );
}

// See: a page as the site sends it beside the page as a reader gets it, with what was changed, and why. It is asked for anew
// when the rules are others, so that nobody takes it for what they do now.
import { effect, signal, untracked } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { post } from '../api/client';
import type { Preview } from '../api/types';
import { PreviewFrame } from '../parts/preview_frame';
import { asking } from '../state/asking';
import { keep_fresh } from '../state/disk_watch';
import { current_file, drafts } from '../state/packs';
import { go } from '../state/route';
import { doing, say } from '../state/saying';
import { read_only, session } from '../state/session';
import { words } from '../words/words';
import { change_text } from '../write/edit';
import type { Decision } from './decision';
import { ChangeBar } from './change_bar';
import { came_from_rule, look_at, looked_at_rule, shown_mark } from './looked_at';
import { MarkList } from './mark_list';
import { Memo } from './memo';
import { preview_request, type PreviewRequest } from './preview_request';
import { is_complete, SituationForm } from './situation_form';

const PAUSE_MS = 200;
/** One above the other, what readers get comes first, for the keyboard, too. */
const narrow = matchMedia('(max-width: 60rem)');
const is_narrow = signal(narrow.matches);
narrow.addEventListener('change', () => { is_narrow.value = narrow.matches; });

const preview = asking<{ asked: PreviewRequest; got: Preview }>();

/** Asked for last, answered or not. */
let last_asked: PreviewRequest | null = null;

/** Of a rule that somebody has come from, the first change is shown; else none. */
export async function show_preview(rule = '', asked = preview_request()): Promise<void> {
  last_asked = asked;
  shown_mark.value = null;
  looked_at_rule.value = rule;
  const shown = await preview.ask(async (stop) => ({ asked, got: await post<Preview>('preview', asked, stop) }));
  if (shown && rule !== '') look_at(shown.got.marks, rule);
}

/** The same page, and the same rule in it, as they are now. */
function show_anew(): void {
  if (last_asked) void show_preview(looked_at_rule.value, { ...last_asked, drafts: drafts.value });
}

const is_behind = (): boolean => last_asked !== null && last_asked.drafts !== drafts.value;

/** What was shown of the page when somebody was here last may be kept no longer. */
function show_at_first(): void {
  if (came_from_rule.value && is_complete()) void show_preview(looked_at_rule.value);
  else if (!preview.busy.value || is_behind()) show_anew();
  came_from_rule.value = false;
}

/** A program that was started anew keeps none of the old one's pages. */
function follow_program(): () => void {
  const then = session.peek();
  return effect(() => { if (session.value !== then) untracked(show_anew); });
}

/** Somebody may be typing: it is asked once they pause. */
function follow_drafts(): (() => void) | void {
  void drafts.value;
  if (!is_behind()) return;
  const timer = setTimeout(() => { if (is_behind()) show_anew(); }, PAUSE_MS);
  return () => clearTimeout(timer);
}

const is_of_now = (): boolean =>
  !preview.busy.value && preview.problem.value === null && preview.answer.value?.asked.drafts === drafts.value;

async function make_test(): Promise<void> {
  const file = current_file.value;
  const asked = preview.answer.value?.asked;
  if (file === null || !asked || !is_of_now()) return;
  const { page, reader, at } = asked;
  const made = await change_text(file, async (text) =>
    (await post<{ text: string }>('test-from-preview', { file, text, page, reader, at })).text);
  if (made === null) return;
  say(words.value.see.made_test);
  go({ view: 'write', file, line: made.split('\n').length });
}

export function SeeView() {
  const say = words.value.see;
  const answer = preview.answer.value?.got;
  useEffect(() => {
    show_at_first();
    const stop = [
      effect(follow_drafts),
      follow_program(),
      keep_fresh(preview, ({ got }) => got.digest, show_anew),
    ];
    return () => stop.forEach((one) => one());
  }, []);
  return (
    <div class="see">
      <SituationForm show={() => void show_preview(answer ? '' : looked_at_rule.value)} busy={preview.busy.value} />
      {preview.problem.value && <p class="banner bad" role="alert">{preview.problem.value}</p>}
      {!answer && !preview.problem.value && <p class="hint">{looked_at_rule.value ? say.nothing_yet_of(looked_at_rule.value) : say.nothing}</p>}
      {answer && !preview.problem.value && <Shown answer={answer} />}
    </div>
  );
}

function Shown({ answer }: { answer: Preview }) {
  const say = words.value.see;
  const mark = shown_mark.value;
  const fragment = mark?.anchor;
  const frames = useRef<HTMLDivElement>(null);
  // Whoever asks for a change sees it, however far down they are.
  useEffect(() => { frames.current?.scrollIntoView({ block: 'start' }); }, [answer, mark]);
  const headers_only = answer.marks.length > 0 && answer.marks.every((one) => one.kind === 'header');
  return (
    <>
      <div class="shown-pages" ref={frames}>
        <ChangeBar marks={answer.marks} />
        <div class="side-by-side">
          {(is_narrow.value ? ['served', 'original'] as const : ['original', 'served'] as const).map((side) => (
            <figure key={side}>
              <figcaption>{say[side]} <span class="quiet">{say.status(answer[side].status)}</span></figcaption>
              <PreviewFrame id={answer[side].preview} title={say[side]} fragment={fragment} />
            </figure>
          ))}
        </div>
      </div>
      <div class="below">
        <section class="marks" aria-labelledby="marks-title">
          <h2 id="marks-title">{say.marks}</h2>
          {answer.marks.length === 0 || headers_only && !answer.served.body_differs ? <p>{say.same}</p> : null}
          {(answer.left_out?.length ?? 0) > 0 && <p class="banner caution">{say.left_out(answer.left_out?.join(', ') ?? '')}</p>}
          <MarkList marks={answer.marks} shown={mark} show={(one) => { shown_mark.value = one; }} />
          {!read_only.value && current_file.value &&
            <p><button type="button" aria-disabled={!is_of_now()} onClick={doing(make_test)}>{say.make_test}</button></p>}
        </section>
        <section class="why" aria-labelledby="why-title">
          <h2 id="why-title">{say.why}</h2>
          <p class="about">{say.why_about}</p>
          <Memo decision={answer.memo as Decision} marks={answer.marks} />
        </section>
      </div>
    </>
  );
}

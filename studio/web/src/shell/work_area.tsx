// The work area: the pack's name, the views, and the one that is chosen.
import { useEffect } from 'preact/hooks';
import { current_file, current_pack, open_pack } from '../state/packs';
import { go, link_to, route, VIEWS, type View } from '../state/route';
import { say_problem } from '../state/saying';
import { is_unwritten } from '../state/unwritten';
import { words } from '../words/words';
import { ApproveView } from '../approve/approve_view';
import { AuditView } from '../audit/audit_view';
import { CompareView } from '../compare/compare_view';
import { MapView } from '../map/map_view';
import { SeeView } from '../see/see_view';
import { TestView } from '../test/test_view';
import { WriteView } from '../write/write_view';
import { StateChips } from './state_chips';

const SHOWN: Record<View, () => preact.JSX.Element> = {
  write: WriteView, see: SeeView, map: MapView, test: TestView, compare: CompareView, approve: ApproveView,
  audit: AuditView,
};
/** Views that need no pack. */
const OF_THE_FOLDER: View[] = ['audit'];

export function WorkArea() {
  const file = current_file.value;
  const pack = current_pack.value;
  const { view } = route.value;
  useEffect(() => { if (file) open_pack(file).catch(say_problem); }, [file]);
  useEffect(() => {
    document.title = `${words.value.views[view]} · ${pack?.title ?? words.value.title}`;
  });
  const Shown = SHOWN[view];
  return (
    <main class={`work view-${view}`} id="work" tabIndex={-1}>
      <div class="work-head">
        <div class="pack-name">
          <h1>{pack?.title || pack?.id || words.value.title}</h1>
          {pack && !is_unwritten(pack.file) && <StateChips pack={pack} />}
        </div>
        <nav class="views" aria-label={words.value.views.label}>
          {VIEWS.map((one) => (
            <a key={one} href={link_to({ view: one, file })} aria-current={one === view ? 'page' : undefined}
              onClick={(event) => { event.preventDefault(); go({ view: one, file }); }}>
              {words.value.views[one]}
            </a>
          ))}
        </nav>
      </div>
      {file || OF_THE_FOLDER.includes(view) ? <Shown /> : <NoPack />}
    </main>
  );
}

function NoPack() {
  const say = words.value.choose_pack;
  return <section class="empty"><h2>{say.title}</h2><p>{say.text}</p></section>;
}

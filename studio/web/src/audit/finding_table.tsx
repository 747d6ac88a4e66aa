// The findings as a table.
import { shown_region } from '../parts/region_picker';
import { go } from '../state/route';
import { choose_day, choose_moment, page_archive, page_from, page_url, reader_by, reader_region } from '../state/situation';
import { show_preview } from '../see/see_view';
import { shown_moment, words } from '../words/words';
import type { AuditFinding } from './findings';

function see(finding: AuditFinding): void {
  page_url.value = finding.url;
  if (finding.archive) {
    page_from.value = 'archive';
    page_archive.value = { path: finding.archive, record: String(finding.record ?? '') };
  } else {
    page_from.value = 'site';
  }
  if (finding.region) {
    reader_by.value = 'region';
    reader_region.value = finding.region;
  }
  if (finding.time) choose_moment(finding.time, 'UTC');
  else choose_day('');
  go({ view: 'see' });
  show_preview();
}

export function FindingTable({ findings }: { findings: AuditFinding[] }) {
  const say = words.value.audit;
  return (
    <table class="audit-findings">
      <thead>
        <tr>
          <th scope="col">{say.severity}</th><th scope="col">{say.rule}</th><th scope="col">{say.region}</th>
          <th scope="col">{say.address}</th><th scope="col">{say.seen}</th><th scope="col"><span class="hidden">{say.to_preview}</span></th>
        </tr>
      </thead>
      <tbody>
        {findings.map((one, index) => (
          <tr key={one.fingerprint ?? index}>
            <td><span class={`chip severity ${one.severity}`}>{say.severities[one.severity] ?? one.severity}</span></td>
            <td>{one.pack}/{one.rule}</td>
            <td>{one.region ? shown_region(one.region) : ''}</td>
            <td><code class="url">{one.url}</code>{one.time && <span class="quiet block">{say.time} {shown_moment(one.time)}</span>}</td>
            <td>
              <strong class="block">{say.kinds[one.kind] ?? one.kind}</strong>
              {one.seen}
              {one.expected && <span class="quiet block expected">{say.expected}: {one.expected}</span>}
              {one.excerpt && <code class="excerpt block">{one.excerpt}</code>}
            </td>
            <td><button type="button" class="small" onClick={() => see(one)}>{say.to_preview}</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

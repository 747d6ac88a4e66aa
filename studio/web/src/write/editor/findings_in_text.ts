// The checker's findings as the editor shows them: its columns count characters, the editor's positions UTF-16 units.
import type { Diagnostic as Shown } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { Diagnostic } from '../../api/types';

export function position_of(doc: Text, line: number, column: number): number {
  const there = doc.line(Math.min(Math.max(1, line), doc.lines));
  const before = Array.from(there.text).slice(0, Math.max(0, column - 1)).join('');
  return there.from + Math.min(before.length, there.length);
}

export function shown_findings(doc: Text, findings: Diagnostic[]): Shown[] {
  return findings.map((finding) => {
    const from = position_of(doc, finding.line, finding.column);
    const to = position_of(doc, finding.line, finding.end_column ?? finding.column + 1);
    return {
      from,
      to: Math.max(from, to),
      severity: finding.severity === 'error' ? 'error' : 'warning',
      source: finding.code,
      message: finding.help ? `${finding.message}\n${finding.help}` : finding.message,
    };
  });
}

// How the editor looks. Colours come from the page's own, so that both schemes fit.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const look = [
  EditorView.theme({
    '&': { height: '100%', fontSize: '0.8125rem', color: 'var(--ink)', backgroundColor: 'var(--sheet)' },
    '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
    '.cm-content': { caretColor: 'var(--ink)', padding: '0.75rem 0' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--sheet)', color: 'var(--quiet)', border: 'none' },
    '.cm-activeLine': { backgroundColor: 'var(--line-here)' },
    '.cm-activeLineGutter': { backgroundColor: 'var(--line-here)', color: 'var(--ink)' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground, .cm-content ::selection':
      { backgroundColor: 'var(--selection)' },
    '.cm-tooltip': {
      backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--rule-strong)', borderRadius: '6px',
      boxShadow: 'var(--shadow)', maxWidth: '28rem',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
    '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '0.8125rem' },
    '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.85' },
    '.cm-tooltip.cm-completionInfo, .key-card': { padding: '0.5rem 0.75rem', fontFamily: 'var(--sans)', fontSize: '0.8125rem' },
    '.key-card p': { margin: '0.25rem 0 0' },
    '.cm-diagnostic': { whiteSpace: 'pre-wrap', fontFamily: 'var(--sans)', fontSize: '0.8125rem', padding: '0.4rem 0.6rem' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--caution)' },
    '.cm-diagnosticSource': { opacity: '1', color: 'var(--quiet)' },
    '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
    '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--caution)' },
    '.cm-lint-marker': { content: 'none', width: '0.9em', height: '0.9em' },
    '.cm-lint-marker-error': { borderRadius: '50%', backgroundColor: 'var(--bad)' },
    '.cm-lint-marker-warning': { clipPath: 'polygon(50% 5%, 100% 95%, 0 95%)', backgroundColor: 'var(--caution)' },
    '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--rule)' },
    '.cm-panel input, .cm-panel button, .cm-panel label': { fontSize: '0.8125rem', color: 'inherit' },
    '.cm-textfield': { backgroundColor: 'var(--sheet)', border: '1px solid var(--rule-strong)', color: 'inherit' },
    '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--sheet)', border: '1px solid var(--rule-strong)', color: 'inherit' },
    '.cm-searchMatch': { backgroundColor: 'var(--selection)' },
  }),
  syntaxHighlighting(HighlightStyle.define([
    { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
    { tag: [tags.number, tags.bool, tags.atom, tags.literal], color: 'var(--code-value)' },
    { tag: [tags.heading, tags.typeName, tags.bracket], color: 'var(--code-heading)', fontWeight: '600' },
  ])),
];

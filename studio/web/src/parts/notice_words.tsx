// The words of a notice on paper: paragraphs, bold, and links with their addresses.
const MARKUP = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)]+)\)/g;

interface NoticeWordsProps {
  text: string;
  language: string;
  direction: 'ltr' | 'rtl';
}

export function NoticeWords({ text, language, direction }: NoticeWordsProps) {
  return (
    <div lang={language} dir={direction}>
      {text.trim().split(/\n\s*\n/).map((paragraph, index) => <p key={index}>{marked(paragraph)}</p>)}
    </div>
  );
}

function marked(paragraph: string) {
  const parts = [];
  let end = 0;
  for (const match of paragraph.matchAll(MARKUP)) {
    parts.push(paragraph.slice(end, match.index));
    parts.push(match[1] ? <strong>{match[1]}</strong> : <span><u>{match[2]}</u> ({match[3]})</span>);
    end = match.index + match[0].length;
  }
  return [...parts, paragraph.slice(end)];
}

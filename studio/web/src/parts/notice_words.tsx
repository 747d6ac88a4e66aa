// The words of a notice on paper, as the server reads them: paragraphs, bold, and links with their addresses. Only the look
// is made here: what a reader's page holds would be links that paper does not show.
export interface NoticePiece {
  text: string;
  bold: boolean;
  link: string;
}

interface NoticeWordsProps {
  paragraphs: NoticePiece[][];
  language: string;
  direction: 'ltr' | 'rtl';
}

export function NoticeWords({ paragraphs, language, direction }: NoticeWordsProps) {
  return (
    <div lang={language} dir={direction}>
      {paragraphs.map((pieces, index) => (
        <p key={index}>{pieces.map((piece, at) => <Piece key={at} piece={piece} ends={pieces[at + 1]?.link !== piece.link} />)}</p>
      ))}
    </div>
  );
}

/** The address stands behind the last piece of a link. */
function Piece({ piece, ends }: { piece: NoticePiece; ends: boolean }) {
  const text = piece.bold ? <strong>{piece.text}</strong> : piece.text;
  return piece.link === '' ? <>{text}</> : <><u>{text}</u>{ends && ` (${piece.link})`}</>;
}

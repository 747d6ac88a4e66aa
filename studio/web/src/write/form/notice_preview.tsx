// A notice as readers see it, in a sandboxed frame of the preview's own origin.
import { useContext, useEffect, useState } from 'preact/hooks';
import { post, Refusal } from '../../api/client';
import { PreviewFrame } from '../../parts/preview_frame';
import { drafts } from '../../state/packs';
import { words } from '../../words/words';
import { FormFile } from './form_file';

interface NoticePreviewProps {
  notice: string;
  language: string;
  /** What it is made of: a change asks anew. */
  text: string;
}

export function NoticePreview({ notice, language, text }: NoticePreviewProps) {
  const file = useContext(FormFile)?.file ?? '';
  const [preview, set_preview] = useState<string | null>(null);
  const [problem, set_problem] = useState('');
  useEffect(() => {
    const stop = new AbortController();
    post<{ preview: string }>('notice', { file, drafts: drafts.value, notice, language }, stop.signal)
      .then((answer) => {
        set_preview(answer.preview);
        set_problem('');
      })
      .catch((error) => { if (!stop.signal.aborted) set_problem(error instanceof Refusal ? error.message : String(error)); });
    return () => stop.abort();
  }, [file, notice, language, text]);
  if (problem) return <p class="field-problem" role="alert">{problem}</p>;
  if (!preview) return <p class="quiet">{words.value.notice.no_text}</p>;
  return <PreviewFrame id={preview} title={words.value.notice.preview_of(notice, language)} small />;
}

// A frame of the preview's origin: no script, no forms, no way out, whatever the page in it contains.
import { session } from '../state/session';

interface PreviewFrameProps {
  id: string;
  title: string;
  /** An element's id to scroll to. */
  fragment?: string;
  small?: boolean;
}

export function PreviewFrame({ id, title, fragment, small }: PreviewFrameProps) {
  const origin = session.value?.preview_origin ?? '';
  const address = `${origin}/p/${encodeURIComponent(id)}${fragment ? `#${fragment}` : ''}`;
  return <iframe class={small ? 'preview small' : 'preview'} src={address} title={title} sandbox="" referrerpolicy="no-referrer" />;
}

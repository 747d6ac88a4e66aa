// The line that says what has just happened.
import { saying } from '../state/saying';
import { words } from '../words/words';

export function SayingLine() {
  const now = saying.value;
  return (
    <div class="saying-place">
      <div role="status">{now && !now.bad && <p class="saying">{now.text}</p>}</div>
      <div role="alert">
        {now?.bad && (
          <p class="saying bad">
            {now.text}
            <button type="button" class="small" onClick={() => { saying.value = null; }}>{words.value.close}</button>
          </p>
        )}
      </div>
    </div>
  );
}

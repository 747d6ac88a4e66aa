// Adds something that has a name of the author's choice.
import { useState } from 'preact/hooks';

interface NewNameProps {
  label: string;
  button: string;
  taken: string[];
  add: (name: string) => void;
}

export function NewName({ label, button, taken, add }: NewNameProps) {
  const [name, set_name] = useState('');
  const good = /^[A-Za-z0-9-]{1,64}$/.test(name) && !taken.includes(name);
  return (
    <form class="row new-name" onSubmit={(event) => {
      event.preventDefault();
      if (!good) return;
      add(name);
      set_name('');
    }}>
      <input class="code" aria-label={label} placeholder={label} value={name} spellcheck={false} autocomplete="off"
        onInput={(event) => set_name(event.currentTarget.value.trim())} />
      <button type="submit" disabled={!good}>{button}</button>
    </form>
  );
}

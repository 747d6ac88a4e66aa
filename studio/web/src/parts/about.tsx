// An explanation in which what stands between backticks is code.
export function About({ text, id }: { text: string; id?: string }) {
  return (
    <p class="about" id={id}>
      {text.split('`').map((part, index) => index % 2 === 1 ? <code key={index}>{part}</code> : part)}
    </p>
  );
}

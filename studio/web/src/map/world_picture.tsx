// The map as a picture. Whoever cannot use a pointer or see it has the list with the same in it.
import { signal } from '@preact/signals';
import type { Verdict } from '../api/types';
import { shown_region } from '../parts/region_choices';
import { words } from '../words/words';
import { Patterns } from './patterns';
import { around, borders, countries, occupied, ukraine, WHOLE, type Shape } from './world';

type Part = 'whole' | 'europe' | 'ukraine';
const PARTS: Record<Part, string> = { whole: WHOLE, europe: around(22, 51, 210), ukraine: around(33.5, 48, 62) };
const part = signal<Part>('whole');

interface WorldPictureProps {
  prefix: string;
  verdict_of: (code: string) => Verdict;
  chosen: string;
  choose: (code: string) => void;
}

export function WorldPicture({ prefix, verdict_of, chosen, choose }: WorldPictureProps) {
  const say = words.value.map;
  const draw = (shape: Shape) => {
    const verdict = verdict_of(shape.code);
    const classes = `place ${verdict}${shape.code === chosen ? ' chosen' : ''}`;
    return (
      <path key={shape.code} d={shape.path} class={classes} fill={verdict === 'none' ? undefined : `url(#${prefix}-${verdict})`}
        onClick={() => choose(shape.code)}>
        <title>{`${shown_region(shape.code)} (${shape.code}): ${say.verdicts[verdict]}`}</title>
      </path>
    );
  };
  return (
    <figure class="world">
      <div class="segments" role="group" aria-label={say.part}>
        {(Object.keys(PARTS) as Part[]).map((one) => (
          <button key={one} type="button" aria-pressed={part.value === one} onClick={() => { part.value = one; }}>
            {say.parts[one]}
          </button>
        ))}
      </div>
      <svg viewBox={PARTS[part.value]} role="img" aria-label={say.picture} class={part.value}>
        <Patterns prefix={prefix} />
        <clipPath id={`${prefix}-ukraine`}><path d={ukraine} /></clipPath>
        <g>{countries.map(draw)}</g>
        <g clip-path={`url(#${prefix}-ukraine)`} class="occupied">{occupied.map(draw)}</g>
        <path d={borders} class="borders" />
      </svg>
      <figcaption class="about">{say.borders}</figcaption>
    </figure>
  );
}

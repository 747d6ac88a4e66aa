// What readers of a region get. The server names a subdivision only where it differs from what its country gets when
// the subdivision is not known; the others of a country that is mixed get just that.
import type { RegionAnswer, WorldAnswer } from '../api/types';
import type { Region } from '../api/vocabulary';

const country_of = (code: string): string => code.split('-')[0] ?? code;

/** The answer for any code, also for one that the server does not name. */
export function answer_for(world: WorldAnswer, code: string): RegionAnswer {
  const own = world.regions[code];
  if (own) return own;
  const country = world.regions[country_of(code)];
  if (!country) return { verdict: 'none', rules: [] };
  return { verdict: country.would_be ?? country.verdict, rules: country.rules };
}

/** Every region that the list shows: all that the server names, and the rest of each mixed country. */
export function codes_shown(world: WorldAnswer, regions: Region[]): string[] {
  const mixed = new Set(Object.entries(world.regions).filter(([, answer]) => answer.mixed).map(([code]) => code));
  const rest = regions.map((region) => region.code)
    .filter((code) => code.includes('-') && mixed.has(country_of(code)) && !(code in world.regions));
  return [...Object.keys(world.regions), ...rest];
}

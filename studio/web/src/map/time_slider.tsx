// A slider over the moments at which something begins or ends, and now. A stop shows what holds from that moment on,
// and the day of the pack that turns: what is midnight in Moscow is the evening before in UTC.
import type { Stop } from '../api/types';
import { choose_day, choose_moment, reading_day, reading_turn } from '../state/situation';
import { shown_in_zone, words } from '../words/words';

interface Place {
  at: string;
  text: string;
  what?: string;
  choose: () => void;
}

export function TimeSlider({ stops }: { stops: Stop[] }) {
  const say = words.value.map;
  const places = in_order([...of_stops(stops), now(), ...chosen_by_hand(stops)]);
  const here = Math.max(0, places.findIndex((place) => place.at === (reading_turn.value?.at ?? chosen_at())));
  const { text = '', what } = places[here] ?? {};
  const told = what ? `${text}: ${what}` : text;
  return (
    <div class="time">
      <label for="time-slider">{say.time}</label>
      <input id="time-slider" type="range" min={0} max={places.length - 1} step={1} value={here} aria-valuetext={told}
        aria-describedby="time-zone-about" list="time-marks" onInput={(event) => places[Number(event.currentTarget.value)]?.choose()} />
      <datalist id="time-marks">{places.map((place, index) => <option key={place.at} value={index} />)}</datalist>
      <output for="time-slider">{told}</output>
      <p class="about" id="time-zone-about">{say.zone_about}</p>
    </div>
  );
}

const NOW = 'now';
const chosen_at = (): string => reading_day.value ? `${reading_day.value}T12:00:00Z` : NOW;

function now(): Place {
  return { at: NOW, text: words.value.map.today, choose: () => choose_day('') };
}

/** Before the first, each stop begins what holds until the next. */
function of_stops(stops: Stop[]): Place[] {
  const say = words.value.map;
  const places = stops.map((stop) => ({
    at: stop.at, text: shown_in_zone(stop.at, stop.zone), what: in_words(stop), choose: () => choose_moment(stop.at, stop.zone),
  }));
  const [first] = stops;
  if (!first) return places;
  const before = new Date(Date.parse(first.at) - 1000).toISOString().replace('.000', '');
  return [{ at: before, text: say.before(shown_in_zone(first.at, first.zone)), choose: () => choose_moment(before, first.zone) }, ...places];
}

/** A day that was entered, or a moment that is no stop any more. */
function chosen_by_hand(stops: Stop[]): Place[] {
  const turn = reading_turn.value;
  if (turn) {
    const known = of_stops(stops).some((place) => place.at === turn.at);
    return known ? [] : [{ at: turn.at, text: shown_in_zone(turn.at, turn.zone), choose: () => choose_moment(turn.at, turn.zone) }];
  }
  if (!reading_day.value) return [];
  const day = reading_day.value;
  return [{ at: chosen_at(), text: shown_in_zone(chosen_at(), 'UTC'), choose: () => choose_day(day) }];
}

const instant = (place: Place): number => place.at === NOW ? Date.now() : Date.parse(place.at);
const in_order = (places: Place[]): Place[] => places.sort((a, b) => instant(a) - instant(b));

function in_words({ turns }: Stop): string {
  const say = words.value.map;
  const names = (begin: boolean): string =>
    turns.filter((turn) => turn.begins === begin).map(({ pack, rule }) => rule ? `${pack}/${rule}` : pack).join(', ');
  return [names(true) && say.begins(names(true)), names(false) && say.ends(names(false))].filter(Boolean).join('; ');
}

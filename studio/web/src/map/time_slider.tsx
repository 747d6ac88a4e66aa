// A slider over the days on which something begins or ends, and today.
import { reading_day } from '../state/situation';
import { session } from '../state/session';
import { shown_day, words } from '../words/words';

const day_before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86400e3).toISOString().slice(0, 10);

export function TimeSlider({ dates }: { dates: string[] }) {
  const say = words.value.map;
  const today = (session.value?.now ?? new Date().toISOString()).slice(0, 10);
  const turns = dates.map((date) => date.slice(0, 10));
  const days = [...new Set([...turns.flatMap((day) => [day_before(day), day]), today, reading_day.value || today])].sort();
  const here = days.indexOf(reading_day.value || today);
  const shown = days[here] ?? today;
  const text = shown === today ? `${shown_day(shown)} (${say.today})` : shown_day(shown);
  return (
    <div class="time">
      <label for="time-slider">{say.time}</label>
      <input id="time-slider" type="range" min={0} max={days.length - 1} step={1} value={here} aria-valuetext={text}
        list="time-marks" onInput={(event) => {
          const day = days[Number(event.currentTarget.value)] ?? today;
          reading_day.value = day === today ? '' : day;
        }} />
      <datalist id="time-marks">{days.map((day, index) => <option key={day} value={index} />)}</datalist>
      <output for="time-slider">{text}</output>
    </div>
  );
}

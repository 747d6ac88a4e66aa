// Chooses a reader's region on the map, or in the list beside it.
import { Dialog } from '../parts/dialog';
import { RegionPicker } from '../parts/region_picker';
import { reader_region } from '../state/situation';
import { words } from '../words/words';
import { WorldPicture } from './world_picture';

export function MapDialog({ choose, close }: { choose: (code: string) => void; close: () => void }) {
  const say = words.value;
  return (
    <Dialog title={say.map.choose} wide close={close}>
      <RegionPicker label={say.situation.region} placeholder={say.situation.region_about} chosen="" choose={choose} />
      <WorldPicture prefix="choose" verdict_of={() => 'none'} chosen={reader_region.value} choose={choose} />
    </Dialog>
  );
}

// The regions of Ukraine that rules often name, drawn by us from a few places on their borders: rough on purpose, and
// cut along the atlas's outline of Ukraine when drawn. Longitude, latitude.
import type { Feature, Polygon } from 'geojson';

const OUTLINES: Record<string, [number, number][]> = {
  // Crimea: the whole peninsula south of Perekop and the Syvash, without Sevastopol, which is drawn over it.
  'UA-43': [[32.3, 45.2], [32.3, 45.75], [33.55, 46.15], [34.3, 46.1], [34.85, 45.95], [35.0, 45.6], [36.9, 45.6], [36.9, 44.9],
    [34.2, 44.2], [33.2, 44.3], [33.2, 45.0]],
  // Sevastopol: the south-west corner, from Foros to Andriivka.
  'UA-40': [[33.2, 44.25], [33.8, 44.25], [33.85, 44.45], [33.72, 44.62], [33.75, 44.85], [33.3, 44.87]],
  // Donetsk: from the Azov coast to the Siverskyi Donets.
  'UA-14': [[36.75, 46.6], [36.95, 47.0], [36.6, 47.3], [36.55, 47.85], [36.95, 48.15], [36.75, 48.55], [37.0, 48.9], [37.5, 49.2],
    [38.05, 49.1], [38.3, 48.75], [38.45, 48.3], [39.0, 48.05], [39.1, 47.7], [38.2, 47.5], [38.4, 46.9]],
  // Luhansk: from there to the Russian border in the north, east and south.
  'UA-09': [[38.05, 49.1], [37.85, 49.5], [38.15, 49.95], [38.3, 50.2], [39.3, 50.1], [40.4, 49.8], [40.4, 49.0], [39.8, 48.9],
    [40.2, 48.5], [40.1, 47.7], [39.1, 47.7], [39.0, 48.05], [38.45, 48.3], [38.3, 48.75]],
};

export const OCCUPIED: Feature<Polygon, { code: string }>[] = Object.entries(OUTLINES).map(([code, outline]) => ({
  type: 'Feature',
  properties: { code },
  // On a sphere, the inside is on the right of the way round: the outlines are put that way when read.
  geometry: { type: 'Polygon', coordinates: [clockwise([...outline, outline[0]!])] },
}));

function clockwise(ring: [number, number][]): [number, number][] {
  let twice_area = 0;
  for (let i = 1; i < ring.length; i++) {
    twice_area += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  }
  return twice_area > 0 ? ring.reverse() : ring;
}

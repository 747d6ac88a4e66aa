// The shapes of the map as paths of an SVG, computed once.
import { geoEqualEarth, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import shapes from 'world-shapes';
import { OCCUPIED } from './occupied_shapes';

export const WIDTH = 960;
export const HEIGHT = 452;

export interface Shape {
  code: string;
  path: string;
  box: [[number, number], [number, number]];
}

const inhabited = feature(shapes, shapes.objects.countries).features.filter((one) => one.id !== 'AQ');
const projection = geoEqualEarth().rotate([-11, 0])
  .fitExtent([[6, 6], [WIDTH - 6, HEIGHT - 6]], { type: 'FeatureCollection', features: inhabited });
const draw = geoPath(projection).digits(2);

export const countries: Shape[] = inhabited
  .map((one) => ({ code: String(one.id), path: draw(one) ?? '', box: draw.bounds(one) }));
export const borders = draw(mesh(shapes, shapes.objects.countries, (a, b) => a !== b && a.id !== b.id)) ?? '';
export const occupied: Shape[] = OCCUPIED.map((one) => (
  { code: one.properties.code, path: draw(one) ?? '', box: draw.bounds(one) }));
export const ukraine = countries.find((one) => one.code === 'UA')?.path ?? '';

/** The part of the picture that shows a place, as an SVG's viewBox. */
export const WHOLE = `0 0 ${WIDTH} ${HEIGHT}`;
export function around(longitude: number, latitude: number, width: number): string {
  const [x, y] = projection([longitude, latitude]) ?? [WIDTH / 2, HEIGHT / 2];
  const height = width * HEIGHT / WIDTH;
  return [x - width / 2, y - height / 2, width, height].map((value) => value.toFixed(1)).join(' ');
}

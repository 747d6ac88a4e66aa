// What the build puts in the place of `world-shapes`; see world_shapes.mjs.
declare module 'world-shapes' {
  import type { Topology, GeometryCollection } from 'topojson-specification';
  const world: Topology<{ countries: GeometryCollection }>;
  export default world;
}
declare module '*.css';

// SPDX-License-Identifier: Apache-2.0
// The geometry of the map: what lies where, a land suggested around the seats, borders between regions.
import type { Delaunay, Voronoi } from 'd3-delaunay';
import type { MapData } from '@/base/api';

type Project = (p: [number, number]) => [number, number] | null;

const LEAST_EXTENT = 0.5; // degrees: a single town has a land too

/** South-west and north-east of everything that will be drawn. */
export function extent(map: MapData): [[number, number], [number, number]] {
  const sw: [number, number] = [180, 90];
  const ne: [number, number] = [-180, -90];
  const take = (lon: number, lat: number): void => {
    sw[0] = Math.min(sw[0], lon); sw[1] = Math.min(sw[1], lat);
    ne[0] = Math.max(ne[0], lon); ne[1] = Math.max(ne[1], lat);
  };
  for (const seat of map.seats) take(seat.lon, seat.lat);
  if (map.has_boundaries) for (const shape of map.shapes) for (const ring of shape.polygons.flat()) for (let i = 0; i + 1 < ring.length; i += 2) take(ring[i]!, ring[i + 1]!);
  for (const axis of [0, 1] as const) {
    const lacks = Math.max(0, LEAST_EXTENT - (ne[axis] - sw[axis])) / 2;
    sw[axis] -= lacks;
    ne[axis] += lacks;
  }
  return [sw, ne];
}

/** Around each seat, the distance to its third neighbour: how densely towns lie there. */
export function spacing(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][]): number[] {
  return seats.map((p, i) => {
    const near = [...delaunay.neighbors(i)].map((j) => Math.hypot(p[0] - seats[j]![0], p[1] - seats[j]![1])).sort((a, b) => a - b);
    return near[Math.min(2, near.length - 1)] ?? 24;
  });
}

const LONGEST = 2.6; // a triangle belongs to the land if no side is longer than this many local spacings
const MARGIN = 0.55; // of the local spacing, around the outermost seats …
const WIDEST = 15; // … but no more than these pixels

/** A soft land: triangles between towns that are neighbours, with a rounded margin. */
export function outline(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][], near: number[], width: number, height: number): HTMLCanvasElement {
  const land = document.createElement('canvas');
  land.width = width * 2;
  land.height = height * 2;
  const pen = land.getContext('2d')!;
  pen.scale(2, 2);
  pen.lineJoin = 'round';
  const { triangles } = delaunay;
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!];
    const [a, b, c] = corners.map((i) => seats[i]!) as [[number, number], [number, number], [number, number]];
    const side = (p: [number, number], q: [number, number]): number => Math.hypot(p[0] - q[0], p[1] - q[1]);
    const local = corners.map((i) => near[i]!).sort((p, q) => p - q)[1]!;
    if (Math.max(side(a, b), side(b, c), side(c, a)) > LONGEST * local) continue;
    pen.beginPath();
    pen.moveTo(...a); pen.lineTo(...b); pen.lineTo(...c); pen.closePath();
    pen.fill();
    pen.lineWidth = 2 * Math.min(WIDEST, MARGIN * Math.min(...corners.map((i) => near[i]!)));
    pen.stroke();
  }
  seats.forEach((p, i) => { pen.beginPath(); pen.arc(p[0], p[1], Math.min(WIDEST, MARGIN * near[i]!), 0, 2 * Math.PI); pen.fill(); });
  return land;
}

/** The sides of cells whose seats belong to different groups. */
export function* borders(delaunay: Delaunay<Delaunay.Point>, voronoi: Voronoi<Delaunay.Point>, group: (i: number) => number | null): Generator<[number, number, number, number]> {
  const { halfedges, triangles } = delaunay;
  const c = voronoi.circumcenters;
  for (let e = 0; e < halfedges.length; e++) {
    const other = halfedges[e]!;
    if (other < e) continue; // each once; the hull's edges have no other side
    if (group(triangles[e]!) === group(triangles[e % 3 === 2 ? e - 2 : e + 1]!)) continue;
    const t = Math.floor(e / 3) * 2;
    const u = Math.floor(other / 3) * 2;
    yield [c[t]!, c[t + 1]!, c[u]!, c[u + 1]!];
  }
}

/** Outer borders and those between regions: a segment seen from one group only, or from two. Neighbours share their vertices. */
export function frontier(map: MapData, group: (id: number) => number | null, projection: Project): Path2D {
  const sides = new Map<string, { at: number[]; group: number | null; twice: boolean }>();
  for (const shape of map.shapes) {
    const own = group(shape.id);
    for (const ring of shape.polygons.flat()) for (let i = 0; i + 3 < ring.length; i += 2) {
      const [a, b] = [`${ring[i]},${ring[i + 1]}`, `${ring[i + 2]},${ring[i + 3]}`];
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const known = sides.get(key);
      if (!known) sides.set(key, { at: [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!], group: own, twice: false });
      else if (known.group === own) known.twice = true;
    }
  }
  const path = new Path2D();
  for (const { at, twice } of sides.values()) {
    if (twice) continue;
    path.moveTo(...projection([at[0]!, at[1]!])!);
    path.lineTo(...projection([at[2]!, at[3]!])!);
  }
  return path;
}

export function pathOf(polygons: number[][][], projection: Project): Path2D {
  const path = new Path2D();
  for (const polygon of polygons) for (const ring of polygon) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const [x, y] = projection([ring[i]!, ring[i + 1]!])!;
      if (i === 0) path.moveTo(x, y); else path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
}

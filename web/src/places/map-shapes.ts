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
    const near = [...delaunay.neighbors(i)].filter((j) => j >= 0).map((j) => Math.hypot(p[0] - seats[j]![0], p[1] - seats[j]![1])).sort((a, b) => a - b);
    return near[Math.min(2, near.length - 1)] ?? 24;
  });
}

const LONGEST = 2.6; // a triangle belongs to the land if no side is longer than this many local spacings
const MARGIN = 0.55; // of the local spacing, around the outermost seats …
const WIDEST = 15; // … but no more than these pixels
const ISLAND = 5; // px around a town that is nobody's neighbour

const PIECE = 200;
/** The time of a path grows with the square of its length: many shapes are drawn piece by piece. */
export function inPieces(pen: CanvasRenderingContext2D, count: number, add: (i: number) => void, draw: () => void): void {
  for (let from = 0; from < count; from += PIECE) {
    pen.beginPath();
    for (let i = from; i < Math.min(count, from + PIECE); i++) add(i);
    draw();
  }
}

/** Which triangles between towns are land: those without a side much longer than towns lie apart there. */
function landOf(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][], near: number[]): boolean[] {
  const { triangles } = delaunay;
  const side = (i: number, j: number): number => Math.hypot(seats[i]![0] - seats[j]![0], seats[i]![1] - seats[j]![1]);
  return Array.from({ length: triangles.length / 3 }, (_, t) => {
    const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
    if (Math.min(a, b, c) < 0) return false; // one town or two make no triangle
    const local = [near[a]!, near[b]!, near[c]!].sort((p, q) => p - q)[1]!;
    return Math.max(side(a, b), side(b, c), side(c, a)) <= LONGEST * local;
  });
}

/** A soft land: triangles between towns that are neighbours, with a rounded margin. Only its edge is stroked: a country has eleven thousand triangles. */
export function outline(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][], near: number[], width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext('2d')!;
  pen.scale(2, 2);
  pen.lineCap = 'round';
  const { triangles, halfedges } = delaunay;
  const land = landOf(delaunay, seats, near);
  const joined = new Set<number>();
  const shore = new Set<number>();
  const margin = (i: number): number => Math.min(WIDEST, MARGIN * near[i]!);
  inPieces(pen, land.length, (t) => {
    if (!land[t]) return;
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const i = triangles[e]!;
      joined.add(i);
      if (e % 3 === 0) pen.moveTo(...seats[i]!); else pen.lineTo(...seats[i]!);
    }
    pen.closePath();
  }, () => { pen.fill(); pen.stroke(); }); // the stroke closes the seams between pieces
  for (let e = 0; e < halfedges.length; e++) {
    const other = halfedges[e]!;
    if (!land[Math.floor(e / 3)] || (other >= 0 && land[Math.floor(other / 3)])) continue;
    const [i, j] = [triangles[e]!, triangles[e % 3 === 2 ? e - 2 : e + 1]!];
    pen.beginPath();
    pen.moveTo(...seats[i]!);
    pen.lineTo(...seats[j]!);
    pen.lineWidth = 2 * Math.min(margin(i), margin(j));
    pen.stroke();
    shore.add(i).add(j);
  }
  const round = (i: number, r: number): void => { pen.beginPath(); pen.arc(...seats[i]!, r, 0, 2 * Math.PI); pen.fill(); };
  for (const i of shore) round(i, margin(i));
  seats.forEach((_, i) => { if (!joined.has(i)) round(i, seats.length < 3 ? margin(i) : ISLAND); });
  return canvas;
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
export function frontier(map: MapData, group: (id: number) => number | null, projection: Project): Path2D[] {
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
  const once = [...sides.values()].filter((side) => !side.twice);
  return Array.from({ length: Math.ceil(once.length / PIECE) }, (_, n) => {
    const path = new Path2D();
    for (const { at } of once.slice(n * PIECE, (n + 1) * PIECE)) {
      path.moveTo(...projection([at[0]!, at[1]!])!);
      path.lineTo(...projection([at[2]!, at[3]!])!);
    }
    return path;
  });
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

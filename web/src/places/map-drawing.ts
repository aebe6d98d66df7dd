// SPDX-License-Identifier: Apache-2.0
// The map on a canvas: true shapes where boundaries were imported, otherwise cells around the seats (Voronoi),
// each clipped to a circle so that the outline of the state is suggested and no border is claimed.
import { Delaunay } from 'd3-delaunay';
import { geoMercator } from 'd3-geo';
import type { MapData } from '@/base/api.gen';

export type Band = 'd15' | 'd30' | 'd60' | 'more' | 'none';
export const bands: Band[] = ['d15', 'd30', 'd60', 'more', 'none'];
export const bandOf = (days: number | null): Band => (days === null ? 'none' : days <= 15 ? 'd15' : days <= 30 ? 'd30' : days <= 60 ? 'd60' : 'more');
const INK: Record<Band, string> = { d15: '#d4e5ff', d30: '#81aefc', d60: '#2670e8', more: '#fff', none: '#fff' };
const HATCH: Partial<Record<Band, string>> = { more: '#7a5200', none: '#888' };
const REACH = 0.92; // of all distances to the nearest seat, how many a cell's circle must cover

export interface Drawing { width: number; height: number; at(x: number, y: number): number | null; paint(ctx: CanvasRenderingContext2D, band: (id: number) => Band, chosen: number | null): void }

export function drawing(map: MapData, width: number, tallest: number): Drawing | null {
  if (map.seats.length === 0) return null;
  const points = { type: 'MultiPoint' as const, coordinates: map.seats.map((s) => [s.lon, s.lat] as [number, number]) };
  const projection = geoMercator().fitWidth(width - 48, points);
  const xs = map.seats.map((s) => projection([s.lon, s.lat])!);
  const spread = Math.max(...xs.map((p) => p[1])) - Math.min(...xs.map((p) => p[1]));
  if (spread > tallest - 48) projection.fitSize([width - 48, tallest - 48], points);
  const height = Math.min(tallest, spread + 48);
  const [dx, dy] = projection.translate();
  projection.translate([dx + 24, dy + 24]);
  const seats = map.seats.map((s) => projection([s.lon, s.lat])!);
  const delaunay = Delaunay.from(seats);
  const voronoi = delaunay.voronoi([0, 0, width, height]);
  const radius = reach(delaunay, seats);
  const shapes = map.has_boundaries ? map.shapes.map((s) => ({ id: s.id, path: pathOf(s.polygons, projection) })) : [];
  const indexOf = new Map(map.seats.map((s, i) => [s.id, i]));

  function fill(ctx: CanvasRenderingContext2D, band: Band): void {
    ctx.fillStyle = INK[band];
    ctx.fill();
    const ink = HATCH[band];
    if (ink) { ctx.fillStyle = hatch(ctx, ink, band === 'none' ? 7 : 5); ctx.fill(); }
  }
  function cells(ctx: CanvasRenderingContext2D, band: (id: number) => Band): void {
    map.seats.forEach((seat, i) => {
      ctx.save();
      circle(ctx, seats[i]!, radius);
      ctx.clip();
      ctx.beginPath();
      voronoi.renderCell(i, ctx);
      fill(ctx, band(seat.id));
      ctx.strokeStyle = '#fff';
      ctx.lineWidth = map.seats.length > 1000 ? 0.3 : 1;
      ctx.stroke();
      ctx.restore();
    });
    ctx.strokeStyle = '#071d41';
    ctx.lineWidth = map.seats.length > 1000 ? 0.6 : 1.8;
    for (const edge of borders(delaunay, voronoi, (i) => (map.state === 0 ? Math.floor(map.seats[i]!.id / 100_000) : map.seats[i]!.region))) {
      ctx.save();
      circle(ctx, seats[edge.seat]!, radius);
      ctx.clip();
      ctx.beginPath();
      ctx.moveTo(edge.from[0], edge.from[1]);
      ctx.lineTo(edge.to[0], edge.to[1]);
      ctx.stroke();
      ctx.restore();
    }
  }
  return {
    width,
    height,
    at(x, y) {
      const i = delaunay.find(x, y);
      const seat = seats[i];
      return seat && Math.hypot(seat[0] - x, seat[1] - y) <= radius * 1.3 ? map.seats[i]!.id : null;
    },
    paint(ctx, band, chosen) {
      ctx.clearRect(0, 0, width, height);
      if (shapes.length === 0) cells(ctx, band);
      for (const { id, path } of shapes) {
        ctx.save();
        ctx.fillStyle = INK[band(id)];
        ctx.fill(path, 'evenodd');
        const ink = HATCH[band(id)];
        if (ink) { ctx.fillStyle = hatch(ctx, ink, 5); ctx.fill(path, 'evenodd'); }
        ctx.strokeStyle = '#fff';
        ctx.stroke(path);
        ctx.restore();
      }
      if (map.seats.length <= 1000) map.seats.forEach((seat, i) => dot(ctx, seats[i]!, seat.population));
      if (map.seats.length <= 1000) labels(ctx, map, seats);
      const i = chosen === null ? undefined : indexOf.get(chosen);
      if (i !== undefined) { ctx.strokeStyle = '#b0770a'; ctx.lineWidth = 3; circle(ctx, seats[i]!, 9); ctx.stroke(); }
    },
  };
}

/** How far a cell may reach: most seats' nearest neighbour lies within, so the land closes up without claiming the sea. */
function reach(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][]): number {
  const near = seats.map((p, i) => Math.min(Infinity, ...[...delaunay.neighbors(i)].map((j) => Math.hypot(p[0] - seats[j]![0], p[1] - seats[j]![1])))).filter(Number.isFinite).sort((a, b) => a - b);
  return Math.max(6, near[Math.floor((near.length - 1) * REACH)] ?? 24);
}

function* borders(delaunay: Delaunay<Delaunay.Point>, voronoi: ReturnType<Delaunay<Delaunay.Point>['voronoi']>, group: (i: number) => number | null) {
  const { halfedges, triangles } = delaunay;
  const c = voronoi.circumcenters;
  for (let e = 0; e < halfedges.length; e++) {
    const other = halfedges[e]!;
    if (other < e) continue; // each once; the hull's edges have no other side
    const a = triangles[e]!;
    const b = triangles[e % 3 === 2 ? e - 2 : e + 1]!;
    if (group(a) === group(b)) continue;
    const t = Math.floor(e / 3) * 2;
    const u = Math.floor(other / 3) * 2;
    yield { seat: a, from: [c[t]!, c[t + 1]!] as const, to: [c[u]!, c[u + 1]!] as const };
  }
}

function pathOf(polygons: number[][][], projection: (p: [number, number]) => [number, number] | null): Path2D {
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

function circle(ctx: CanvasRenderingContext2D, [x, y]: [number, number], r: number): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}
function dot(ctx: CanvasRenderingContext2D, at: [number, number], population: number | null): void {
  const r = population === null ? 1.2 : Math.min(5, 1 + Math.sqrt(population) / 130);
  circle(ctx, at, r + 0.8);
  ctx.fillStyle = '#fff';
  ctx.fill();
  circle(ctx, at, r);
  ctx.fillStyle = '#071d41';
  ctx.fill();
}
/** The largest towns by name, those that do not sit upon one another. */
function labels(ctx: CanvasRenderingContext2D, map: MapData, seats: [number, number][]): void {
  const placed: [number, number, number][] = [];
  const order = map.seats.map((s, i) => ({ s, p: seats[i]! })).sort((a, b) => (b.s.population ?? 0) - (a.s.population ?? 0)).slice(0, 14);
  ctx.font = '600 11px Raleway, sans-serif';
  ctx.lineJoin = 'round';
  for (const { s, p } of order) {
    const wide = ctx.measureText(s.name).width;
    if (placed.length >= 8) break;
    if (placed.some(([x, y, w]) => Math.abs(y - p[1]) < 16 && p[0] + 6 < x + w && p[0] + wide > x)) continue;
    placed.push([p[0] + 6, p[1], wide]);
    ctx.strokeStyle = '#fff';
    ctx.lineWidth = 3;
    ctx.strokeText(s.name, p[0] + 7, p[1] + 4);
    ctx.fillStyle = '#333';
    ctx.fillText(s.name, p[0] + 7, p[1] + 4);
  }
}

const patterns = new Map<string, CanvasPattern>();
/** Diagonal lines: "mais de 60 dias" must be seen without colour too. */
export function hatch(ctx: CanvasRenderingContext2D, ink: string, gap: number): CanvasPattern | string {
  const key = `${ink}${gap}`;
  const known = patterns.get(key);
  if (known) return known;
  const tile = document.createElement('canvas');
  tile.width = tile.height = gap;
  const pen = tile.getContext('2d')!;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.moveTo(-1, gap + 1); pen.lineTo(gap + 1, -1);
  pen.moveTo(-1, 1); pen.lineTo(1, -1);
  pen.moveTo(gap - 1, gap + 1); pen.lineTo(gap + 1, gap - 1);
  pen.stroke();
  const made = ctx.createPattern(tile, 'repeat');
  if (made) patterns.set(key, made);
  return made ?? ink;
}

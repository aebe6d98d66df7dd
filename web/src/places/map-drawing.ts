// SPDX-License-Identifier: Apache-2.0
// The map on a canvas: true shapes where boundaries were imported, otherwise cells around the seats (Voronoi),
// cut to a soft outline around them, so that the state is suggested and no border is claimed.
import { Delaunay } from 'd3-delaunay';
import { geoMercator } from 'd3-geo';
import type { MapData } from '@/base/api.gen';

export type Band = 'd15' | 'd30' | 'd60' | 'more' | 'none';
export const bands: Band[] = ['d15', 'd30', 'd60', 'more', 'none'];
export const bandOf = (days: number | null): Band => (days === null ? 'none' : days <= 15 ? 'd15' : days <= 30 ? 'd30' : days <= 60 ? 'd60' : 'more');
const INK: Record<Band, string> = { d15: '#d4e5ff', d30: '#81aefc', d60: '#2670e8', more: '#fff', none: '#fff' };
const HATCH: Partial<Record<Band, string>> = { more: '#7a5200', none: '#888' };

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
  const near = spacing(delaunay, seats);
  const shapes = map.has_boundaries ? map.shapes.map((s) => ({ id: s.id, path: pathOf(s.polygons, projection) })) : [];
  const indexOf = new Map(map.seats.map((s, i) => [s.id, i]));

  function fill(ctx: CanvasRenderingContext2D, band: Band): void {
    ctx.fillStyle = INK[band];
    ctx.fill();
    const ink = HATCH[band];
    if (ink) { ctx.fillStyle = hatch(ctx, ink, band === 'none' ? 7 : 5); ctx.fill(); }
  }
  const lines = map.seats.length > 1000 ? { cell: 0.3, region: 0.6 } : { cell: 1, region: 1.8 };
  function cells(ctx: CanvasRenderingContext2D, band: (id: number) => Band): void {
    map.seats.forEach((seat, i) => {
      ctx.beginPath();
      voronoi.renderCell(i, ctx);
      fill(ctx, band(seat.id));
      ctx.strokeStyle = '#fff';
      ctx.lineWidth = lines.cell;
      ctx.stroke();
    });
    ctx.beginPath();
    for (const [x0, y0, x1, y1] of borders(delaunay, voronoi, (i) => (map.state === 0 ? Math.floor(map.seats[i]!.id / 100_000) : map.seats[i]!.region))) {
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
    }
    ctx.strokeStyle = '#071d41';
    ctx.lineWidth = lines.region;
    ctx.lineCap = 'round';
    ctx.stroke();
    ctx.globalCompositeOperation = 'destination-in';
    ctx.drawImage(outline(delaunay, seats, near, width, height), 0, 0, width, height);
    ctx.globalCompositeOperation = 'source-over';
  }
  return {
    width,
    height,
    at(x, y) {
      const i = delaunay.find(x, y);
      const seat = seats[i];
      return seat && Math.hypot(seat[0] - x, seat[1] - y) <= Math.max(12, near[i]! * 1.2) ? map.seats[i]!.id : null;
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

/** Around each seat, the distance to its third neighbour: how densely towns lie there. */
function spacing(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][]): number[] {
  return seats.map((p, i) => {
    const near = [...delaunay.neighbors(i)].map((j) => Math.hypot(p[0] - seats[j]![0], p[1] - seats[j]![1])).sort((a, b) => a - b);
    return near[Math.min(2, near.length - 1)] ?? 24;
  });
}

const LONGEST = 2.6; // a triangle belongs to the land if no side is longer than this many local spacings
const MARGIN = 0.55; // of the local spacing, around the outermost seats …
const WIDEST = 15; // … but no more than these pixels

/** A soft land: triangles between towns that are neighbours, with a rounded margin. */
function outline(delaunay: Delaunay<Delaunay.Point>, seats: [number, number][], near: number[], width: number, height: number): HTMLCanvasElement {
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
  seats.forEach((p, i) => { circle(pen, p, Math.min(WIDEST, MARGIN * near[i]!)); pen.fill(); });
  return land;
}

/** The sides of cells whose seats belong to different groups. */
function* borders(delaunay: Delaunay<Delaunay.Point>, voronoi: ReturnType<Delaunay<Delaunay.Point>['voronoi']>, group: (i: number) => number | null): Generator<[number, number, number, number]> {
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

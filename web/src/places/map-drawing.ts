// SPDX-License-Identifier: Apache-2.0
// The map on a canvas: true shapes where boundaries were imported, otherwise cells around the seats (Voronoi),
// cut to a soft outline around them, so that the state is suggested and no border is claimed.
import { Delaunay } from 'd3-delaunay';
import { geoMercator } from 'd3-geo';
import { borders, extent, frontier, inPieces, outline, pathOf, spacing } from './map-shapes';
import type { MapData, PlaceContact } from '@/base/api';

export type Band = 'd15' | 'd30' | 'd60' | 'more' | 'none' | 'out';
export const bands: Band[] = ['d15', 'd30', 'd60', 'more', 'none', 'out'];
export const bandOf = (days: number | null): Band => (days === null ? 'none' : days <= 15 ? 'd15' : days <= 30 ? 'd30' : days <= 60 ? 'd60' : 'more');
/** Where the Rede does not reach, nobody is waited for. */
export const contactBand = (of: Pick<PlaceContact, 'days' | 'in_network'>): Band => (of.in_network ? bandOf(of.days) : 'out');
export function countBands(of: Pick<PlaceContact, 'days' | 'in_network'>[]): Record<Band, number> {
  const counts: Record<Band, number> = { d15: 0, d30: 0, d60: 0, more: 0, none: 0, out: 0 };
  for (const one of of) counts[contactBand(one)]++;
  return counts;
}
const INK: Record<Band, string> = { d15: '#d4e5ff', d30: '#81aefc', d60: '#2670e8', more: '#fff', none: '#fff', out: '#ccc' };
const HATCH: Partial<Record<Band, string>> = { more: '#7a5200', none: '#888' };

export interface Drawing { width: number; height: number; at(x: number, y: number): number | null; paint(ctx: CanvasRenderingContext2D, band: (id: number) => Band, chosen: number | null): void }

const EDGE = 24; // px left free on each side

/** Nothing to draw, or nowhere to draw it (a page being left has no width), is null. */
export function drawing(map: MapData, width: number, tallest: number): Drawing | null {
  if (map.seats.length === 0 || width <= 2 * EDGE) return null;
  const corners = extent(map);
  const points = { type: 'MultiPoint' as const, coordinates: corners };
  const projection = geoMercator().fitWidth(width - 2 * EDGE, points);
  const spread = projection(corners[0]!)![1] - projection(corners[1]!)![1];
  if (spread > tallest - 2 * EDGE) projection.fitSize([width - 2 * EDGE, tallest - 2 * EDGE], points);
  const height = Math.min(tallest, spread + 2 * EDGE);
  const [dx, dy] = projection.translate();
  projection.translate([dx + EDGE, dy + EDGE]);
  const seats = map.seats.map((s) => projection([s.lon, s.lat])!);
  const delaunay = Delaunay.from(seats);
  const voronoi = delaunay.voronoi([0, 0, width, height]);
  const near = spacing(delaunay, seats);
  const shapes = map.has_boundaries ? map.shapes.map((s) => ({ id: s.id, path: pathOf(s.polygons, projection) })) : [];
  const regionOf = new Map(map.seats.map((seat) => [seat.id, seat.region]));
  const groupOf = (id: number): number | null => (map.state === 0 ? Math.floor(id / 100_000) : regionOf.get(id) ?? null);
  const lands = shapes.length ? frontier(map, groupOf, projection) : [];
  const probe = document.createElement('canvas').getContext('2d')!;
  const indexOf = new Map(map.seats.map((s, i) => [s.id, i]));

  function fill(ctx: CanvasRenderingContext2D, band: Band): void {
    ctx.fillStyle = INK[band];
    ctx.fill();
    const ink = HATCH[band];
    if (ink) { ctx.fillStyle = hatch(ctx, ink, band === 'none' ? 7 : 5); ctx.fill(); }
  }
  const lines = map.seats.length > 1000 ? { cell: 0.3, region: 0.6 } : { cell: 1, region: 1.8 };
  function cells(ctx: CanvasRenderingContext2D, band: (id: number) => Band): void {
    ctx.strokeStyle = '#fff';
    ctx.lineWidth = lines.cell;
    for (const one of bands) {
      const own = map.seats.flatMap((seat, i) => (band(seat.id) === one ? [i] : []));
      inPieces(ctx, own.length, (n) => { voronoi.renderCell(own[n]!, ctx); }, () => { fill(ctx, one); ctx.stroke(); });
    }
    ctx.beginPath();
    for (const [x0, y0, x1, y1] of borders(delaunay, voronoi, (i) => groupOf(map.seats[i]!.id))) {
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
      if (shapes.length) return shapes.find((s) => probe.isPointInPath(s.path, x, y, 'evenodd'))?.id ?? null;
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
        ctx.lineWidth = lines.cell;
        ctx.stroke(path);
        ctx.restore();
      }
      ctx.strokeStyle = '#071d41';
      ctx.lineWidth = map.seats.length > 1000 ? 0.5 : 1.3;
      for (const piece of lands) ctx.stroke(piece);
      if (map.seats.length <= 1000) map.seats.forEach((seat, i) => dot(ctx, seats[i]!, seat.population));
      if (map.seats.length <= 1000) labels(ctx, map, seats, width);
      const i = chosen === null ? undefined : indexOf.get(chosen);
      if (i !== undefined) { ctx.strokeStyle = '#b0770a'; ctx.lineWidth = 3; circle(ctx, seats[i]!, 9); ctx.stroke(); }
    },
  };
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
function labels(ctx: CanvasRenderingContext2D, map: MapData, seats: [number, number][], width: number): void {
  const placed: [number, number, number][] = [];
  const order = map.seats.map((s, i) => ({ s, p: seats[i]! })).sort((a, b) => (b.s.population ?? 0) - (a.s.population ?? 0)).slice(0, 14);
  ctx.font = '600 11px Raleway, sans-serif';
  ctx.lineJoin = 'round';
  for (const { s, p } of order) {
    const wide = ctx.measureText(s.name).width;
    if (placed.length >= 8) break;
    const left = p[0] + 7 + wide > width ? p[0] - 7 - wide : p[0] + 7; // on the other side of the dot where the frame ends
    if (placed.some(([x, y, w]) => Math.abs(y - p[1]) < 16 && left < x + w && left + wide > x)) continue;
    placed.push([left, p[1], wide]);
    ctx.strokeStyle = '#fff';
    ctx.lineWidth = 3;
    ctx.strokeText(s.name, left, p[1] + 4);
    ctx.fillStyle = '#333';
    ctx.fillText(s.name, left, p[1] + 4);
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

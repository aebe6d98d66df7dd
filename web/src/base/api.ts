// SPDX-License-Identifier: Apache-2.0
// The interface's types under the names that the pages use; what `teia types` prints is beside, in api.gen.ts.
import type * as gen from './api.gen';

export type * from './api.gen';
export type ActionState = gen.State;
export type FollowupState = 'aberto' | 'em-andamento' | 'concluido' | 'cancelado';
export type FollowupRow = Omit<gen.FollowupRow, 'state'> & { state: FollowupState };
export type FollowupView = Omit<gen.FollowupView, 'state'> & { state: FollowupState };
export type PlaceSupport = Omit<gen.PlaceSupport, 'open_followups'> & { open_followups: FollowupRow[] };
export type MapShape = Omit<gen.MapShape, 'polygons'> & { polygons: number[][][] };
export type MapData = Omit<gen.MapData, 'shapes'> & { shapes: MapShape[] };
/** What the browser keeps as JSON is the browser's own: a template holds a record's content. */
export type Template = Omit<gen.Template, 'content'> & { content: gen.ActionContent };
export type RegisterDefaults = Omit<gen.RegisterDefaults, 'templates'> & { templates: Template[] };
/** A list, page by page. */
export interface Page<T> { items: T[]; next: string | null; total: number }
/** POST /v1/imports/actions */
export interface CellFault { row: number; column: string; value: string; code: string; message: string }
export interface ImportReport { rows: number; created: number; unchanged: number; faults: CellFault[]; dry_run: boolean; encoding: string }

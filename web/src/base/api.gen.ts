// SPDX-License-Identifier: Apache-2.0
// The HTTP interface, as types. Names and fields are those of the server.
// JSON, snake_case. Optional values are `null`. Problems: application/problem+json {code,title(status text),status,message,details:{},faults:[{code,field,message}]}
// Writes need header X-CSRF-Token (from Session.csrf) when the cookie is used. Device id header: X-Device: uuid. Lists: ?cursor=; {items,next,total}.
export type Id = string;            // UUIDv7 made by the author's device
export type PlaceId = number;       // IBGE/DATASUS code: 0 Brasil, 1-5 grande região, 11-53 UF, 4 digits macro, 5 digits região de saúde, 7 digits município
export type Day = string;           // 2025-04-29
export type Instant = string;       // 2025-04-29T20:42:00.000Z
export type Centavos = number;
export type Level = 'pais'|'grande-regiao'|'estado'|'macrorregiao'|'regiao'|'municipio';

export interface PersonRef { id: Id; name: string }
export interface OrganisationRef { id: Id; code: string; name: string }
export interface PlaceRef { id: PlaceId; level: Level; name: string; state: string /* sigla, '' for Brasil */ }

// ---- session ---------------------------------------------------------------------------------------------
// POST /v1/session {login,password} -> Session (sets cookie) | GET /v1/session -> Session (401 sessions.none) | DELETE /v1/session
// GET /v1/invitations/{token} -> Invitation | POST /v1/invitations/{token} {password} -> Session
// POST /v1/session/view-as {person} -> Session ; DELETE /v1/session/view-as -> Session   (read-only, recorded)
// GET /v1/sessions -> SessionRow[] ; DELETE /v1/sessions/{id} ; GET/POST /v1/tokens ; DELETE /v1/tokens/{id}
export interface HeldRole { role: string; role_name: string; organisation: OrganisationRef; place: PlaceRef|null; project: string|null; from: Day; to: Day|null }
export interface Session { person: PersonRef; roles: HeldRole[]; verbs: string[]; csrf: string; demo: boolean; today: Day; now: Instant;
  viewing_as: PersonRef|null; state: PlaceRef|null; territory: PlaceId[]; // municipalities this person supports today
  expires_at: Instant }
// GET /v1/counters -> Counters (what waits for this person)
export interface Counters { pending: number; validation: number; returned: number }
export interface Invitation { name: string; login: string; expires_at: Instant }
// PUT /v1/session -> Session (keeps it alive) | PUT /v1/password {current,password}
export interface NewToken { id: Id; name: string; verbs: string[]; expires_on: Day }
export interface TokenRow { id: Id; name: string; verbs: string[]; created_at: Instant; expires_at: Instant }
export interface IssuedToken { token: string; row: TokenRow }
export interface SessionRow { id: Id; device: string; created_at: Instant; seen_at: Instant; current: boolean }

// ---- vocabularies: GET /v1/vocabularies (etag) -------------------------------------------------------------
export interface Term { code: string; name: string; short: string; parent: string|null; hint: string|null; retired: boolean; package: string; asks: string|null; share: number|null }
export interface ActionType extends Term { modality: string; minutes: number; space: string|null; collective: boolean; needs_place: boolean; needs_space: boolean; programme: string }
export interface Vocabularies { version: string; types: ActionType[]; spaces: Term[]; modalities: Term[]; themes: Term[]; results: Term[]; origins: Term[];
  guidelines: Term[]; learning: Term[]; followup_kinds: Term[]; priorities: Term[]; profiles: Term[]; instruments: Term[]; act_kinds: Term[]; means: Term[]; difficulties: Term[]; facilitators: Term[]; organisation_kinds: Term[] }

// ---- places --------------------------------------------------------------------------------------------------
// GET /v1/places?q=&level=&within=&limit= -> PlaceHit[]
// GET /v1/places/{id} -> PlacePage ;  GET /v1/places/{id}/municipalities?on= -> PlaceHit[]
export interface PlaceHit extends PlaceRef { region: string|null; population: number|null; matched: string /* name that matched, if another */ }
export interface Population { year: number; value: number; source: string }
export interface PlacePage { place: PlaceRef; ibge7: string|null; ibge6: string|null; ddd: string|null; zone: string|null; lat: number|null; lon: number|null;
  populations: Population[]; region: PlaceRef|null; macroregion: PlaceRef|null; state_place: PlaceRef|null; in_network: boolean; // abrangência da Rede
  municipality_count: number; regions: PlaceRef[]; municipalities: PlaceRef[]; composition_since: Day|null; notes: string[] }
// GET /v1/places/{id}/support -> PlaceSupport (what the support did there, within my rights)
export interface Supporter { person: PersonRef; role: string; organisation: string; from: Day; to: Day|null; temporary: boolean }
export interface PlaceSupport { supporters: Supporter[]; last_contact_on: Day|null; days_since_contact: number|null; actions_12_months: number;
  recent: ActionRow[]; open_followups: FollowupRow[]; by_theme: Count[]; before_you_go: string[] }
export interface Count { code: string; name: string; value: number }

// ---- actions ---------------------------------------------------------------------------------------------------
export type ActionState = 'prevista'|'confirmada'|'adiada'|'nao-realizada'|'rascunho'|'registrada'|'devolvida'|'validada'|'cancelada';
export type Presence = 'convidado'|'presente'|'contato-direto';
export interface ActionPlace { place: PlaceId; presence: Presence; secretary: boolean|null /* titular presente */ }
export interface ActionOrganisation { organisation: Id }
export interface PlaceIntent { place: PlaceId; label: string } // "todos da região X": the intent; places[] is its expansion on the day
export interface Participants { profile: string; count: number }
export interface AgendaItem { text: string; act_kind: string|null; act_number: string|null }
export interface NominalPresence { name: string; role: string|null; place: PlaceId|null }
export interface InstrumentTouched { instrument: string; before: string|null; after: string|null }
export interface Evidence { hash: string; name: string; content_type: string; size: number; kind: 'foto'|'audio'|'documento'; consent: boolean }
export interface Link { url: string; title: string }
export interface Visibility { network: boolean; municipality: boolean; public: boolean }
// the content of a record; only the first five are needed (type, places or organisations, when, theme, text or audio evidence)
export interface ActionContent {
  project: string|null;              // derived from role when null
  type: string; started_at: Instant; minutes: number|null; modality: string|null; space: string|null;
  places: ActionPlace[]; organisations: Id[]; intent: PlaceIntent|null;
  theme: string; other_themes: string[];
  text: string;                      // relato; may be '' when an audio evidence exists
  title: string|null;                // derived when null
  origin: string|null; objective: string|null; guideline: string|null; learning: LearningCode[];
  participants: Participants[]; nominal: NominalPresence[]; agenda: AgendaItem[];
  results: string[]; what_changed: string|null; difficulties: string|null; facilitators: string|null;
  instruments: InstrumentTouched[];
  evidence: Evidence[]; links: Link[]; coauthors: Id[]; good_practice: string|null; tags: string[]; visibility: Visibility;
}
export interface LearningCode { author: Id; code: string }
export interface NewAction { id: Id; operation: Id; content: ActionContent; planned: boolean; created_at: Instant /* device time */; analysis: string|null; duplicate_of: Id|null }
export interface EditAction { operation: Id; base_revision: number; content: ActionContent; reason: string|null /* needed when validada: retificação */ }
export interface Receipt { number: number; epoch: string; hash: string; signature: string; key: string; at: Instant }
export interface Warning { code: string; field: string; message: string; other: Id|null }
export interface ActionSaved { action: ActionView; receipt: Receipt; warnings: Warning[] }
export interface ActionRow { id: Id; revision: number; state: ActionState; title: string; type: string; theme: string; started_at: Instant; day: Day; authors: PersonRef[];
  places: PlaceRef[] /* first 3 */; place_count: number; organisations: string[]; excerpt: string; flags: string[] /* so-audio, fora-do-periodo, possivel-repetida, dado-pessoal, dois-lugares, retificada */;
  open_followups: number; evidence_count: number; project: string; state_sigla: string }
export interface ActionView { id: Id; revision: number; state: ActionState; flags: string[]; content: ActionContent; title: string; day: Day;
  authors: PersonRef[]; owner: OrganisationRef[]; place_refs: PlaceRef[]; organisation_refs: OrganisationRef[];
  analysis: string|null; analysis_revision: number /* 0: none yet */; may_read_analysis: boolean; returned: { reason: string; by: PersonRef; at: Instant }|null;
  validated: { by: PersonRef; at: Instant; revision: number }|null; rectified: boolean; receipt: Receipt|null; warnings: Warning[];
  can: string[] /* editar, completar, validar, devolver, cancelar, desfazer, analise, encaminhar */; created_at: Instant; recorded_at: Instant }
// GET /v1/actions?q&from&to&state&type&theme&place&author&status&project&organisation&modality&flag&mine&limit&cursor&order -> Page<ActionRow>
// GET /v1/actions.csv (same filters; ?format=csv|csv-rfc4180|json)
// POST /v1/actions NewAction -> ActionSaved (same operation again: same answer) ; GET /v1/actions/{id} ; PUT /v1/actions/{id} EditAction -> ActionSaved
// POST /v1/actions/{id}/validate {operation,revision} ; /return {operation,revision,reason} ; /cancel {operation,reason} ; /undo {operation} ; /state {operation,state,reason} (planned: confirmada, adiada, nao-realizada, registrada) -> ActionSaved
// PUT /v1/actions/{id}/analysis {operation, base_revision, text} -> ActionSaved
// POST /v1/validation {items:[{id,revision,operation}]} -> Outcomes
// GET /v1/validation -> ValidationInbox ; GET /v1/actions/{id}/history -> HistoryEntry[]
// GET /v1/actions/defaults -> RegisterDefaults (habits of this person)
export interface Outcome { id: Id; ok: boolean; code: string|null; message: string|null }
export interface Outcomes { outcomes: Outcome[] }
export interface Draft { id: Id; title: string; content: unknown; saved_at: Instant }
export interface ValidationInbox { total_registered: number; validated: number; ready: ActionRow[]; exceptions: ActionRow[]; returned: ActionRow[] }
export interface HistoryEntry { number: number; at: Instant; device_at: Instant|null; who: string; sentence: string; details: string[]; receipt_hash: string }
export interface RegisterDefaults { types: string[]; themes: string[]; places: PlaceRef[]; organisations: OrganisationRef[]; last: ActionRow[]; templates: Template[]; team: PersonRef[]; regions: PlaceHit[] }
export interface Template { id: Id; name: string; content: ActionContent }
export interface Page<T> { items: T[]; next: string|null; total: number }
// attachments: POST /v1/attachments (multipart field "file") -> Evidence ; GET /v1/attachments/{hash}?action={id}
// drafts: PUT /v1/drafts/{id} {content:unknown,title} ; GET /v1/drafts ; DELETE /v1/drafts/{id}
// templates: GET/POST /v1/templates ; DELETE /v1/templates/{id}

// ---- follow-ups --------------------------------------------------------------------------------------------------
export type FollowupState = 'aberto'|'em-andamento'|'concluido'|'cancelado';
export interface Responsible { person: Id|null; role: string|null; organisation: Id|null; name: string }
export interface NewFollowup { id: Id; operation: Id; action: Id|null; text: string; kind: string; responsible: Responsible; due_on: Day|null; priority: string; places: PlaceId[] }
export interface FollowupRow { id: Id; revision: number; action: Id|null; action_title: string|null; text: string; kind: string; responsible: Responsible; due_on: Day|null;
  priority: string; state: FollowupState; overdue: boolean; escalated_to: string|null; places: PlaceRef[]; closed_on: Day|null; can: string[] }
export interface FollowupView extends FollowupRow { answers: { who: string; at: Instant; text: string; evidence: Evidence[] }[]; history: HistoryEntry[]; receipt: Receipt|null }
export interface FollowupDeed { operation: Id; base_revision: number; text: string|null; due_on: Day|null; evidence: Evidence[] }
// GET /v1/followups?mine&state&overdue&action&place&responsible&q&cursor -> Page<FollowupRow>; POST /v1/followups NewFollowup -> FollowupView; GET /v1/followups/{id}
// POST /v1/followups/{id}/{answer|start|close|cancel|reschedule|escalate} FollowupDeed -> FollowupView
// GET /v1/pending -> PendingItem[]
export interface PendingItem { kind: 'acao-devolvida'|'encaminhamento-vence'|'encaminhamento-vencido'|'acao-sem-texto'|'validar'|'prevista'; title: string; detail: string; due_on: Day|null; action: Id|null; followup: Id|null; reason: string|null }

// ---- home, overview, coverage -----------------------------------------------------------------------------------
// GET /v1/home -> Home
export interface Home { returned: PendingItem[]; due: PendingItem[]; month: { from: Day; to: Day; actions: number; places: number; places_in_territory: number; cir: number; followups_open: number; followups_closed: number; by_type: Count[] }; recent: ActionRow[]; without_contact: PlaceContact[] }
// GET /v1/overview?from&to&place&type&theme&project -> Overview (counts within my rights)
export interface Cell { row: string; column: string; value: number }
export interface Overview { from: Day; to: Day; registered: number; validated: number; waiting: number; returned: number; places_with_contact: number; places_total: number;
  months: string[]; by_month: Count[]; by_type: Count[]; by_theme: Count[]; by_region: Count[]; by_modality: Count[]; region_month: Cell[] }
// GET /v1/coverage?place=17&from&to&type&theme -> Coverage
export interface PlaceContact { place: PlaceRef; region: PlaceRef|null; last_on: Day|null; days: number|null; actions: number; supporters: string[]; in_network: boolean }
export interface Coverage { place: PlaceRef; from: Day; to: Day; on: Day; with_contact: number; total: number; without_60: number; actions: number; validated: number; rows: PlaceContact[] }
// GET /v1/map?state=17 (or 0) -> MapData (etag; immutable per geometry version)
export interface MapSeat { id: PlaceId; name: string; region: PlaceId|null; lon: number; lat: number; population: number|null }
export interface MapData { state: PlaceId; version: string; has_boundaries: boolean; seats: MapSeat[]; shapes: { id: PlaceId; polygons: number[][][] /* polygon → rings → [lon,lat,lon,lat…] degrees */ }[]; without_geometry: PlaceId[] }

// ---- people ----------------------------------------------------------------------------------------------------------
// GET /v1/people?q&state&role -> PersonRow[] ; GET /v1/people/{id} -> PersonView; POST /v1/people NewPerson -> PersonView ; POST /v1/people/{id}/invitation -> {url, expires_at}
// POST /v1/assignments NewAssignment ; POST /v1/assignments/{id}/end {on, reason} ; POST /v1/assignments/{id}/leave {from,to,cover: Id} ; POST /v1/assignments/{id}/hand-over {to: Id, on}
export interface PersonRow { id: Id; name: string; roles: string[]; state: string; territory_count: number; active: boolean; has_account: boolean; last_seen_at: Instant|null }
export interface AssignmentView { id: Id; role: string; role_name: string; organisation: OrganisationRef; project: string|null; places: PlaceRef[]; from: Day; to: Day|null; cover_for: PersonRef|null; leave: { from: Day; to: Day; cover: PersonRef }|null }
export interface PersonView { id: Id; name: string; email: string|null; phone: string|null; assignments: AssignmentView[]; has_account: boolean; may_manage: boolean; sessions: SessionRow[] }
export interface NewPerson { id: Id; name: string; email: string|null; phone: string|null }
export interface NewAssignment { id: Id; person: Id; role: string; organisation: Id; project: string|null; places: PlaceId[]; from: Day; to: Day|null }
// GET /v1/organisations?q&kind -> OrganisationRow[]
export interface OrganisationRow extends OrganisationRef { kind: string; state: string }

// ---- programmes (public) -----------------------------------------------------------------------------------------------
// GET /v1/projects -> ProjectRow[] ; GET /v1/projects/{code} -> ProjectPage
export interface ProjectRow { code: string; programme: string; programme_name: string; axis: string|null; axis_name: string|null; name: string; status: string; executor: string; states: string[]; packages: string[]; themes: string[] }
export interface Fact { label: string; value: string; source: string; source_url: string|null }
export interface ProjectPage extends ProjectRow { official_title: string; summary: string[]; facts: Fact[]; general_objective: string|null; objectives: string[]; method: string[]; method_words: string[]; governance: string[]; activities: string[]; deliverables: string[]; actions: number|null; municipalities: number|null }

// ---- import -----------------------------------------------------------------------------------------------------------
// GET /v1/imports/actions/template.csv ; POST /v1/imports/actions?dry_run=true (multipart "file") -> ImportReport
export interface CellFault { row: number; column: string; value: string; code: string; message: string }
export interface ImportReport { rows: number; created: number; unchanged: number; faults: CellFault[]; dry_run: boolean; encoding: string }
// GET /v1/admin/status -> Status
export interface Status { version: string; database: string; entries: number; head: string; waiting_writes: number; listening: number }

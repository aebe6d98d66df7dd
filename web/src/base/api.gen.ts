// SPDX-License-Identifier: Apache-2.0
// Made by `teia types` from the C++ types: do not edit.

export type Id = string; // UUID
export type Day = string; // 2025-04-29
export type Instant = string; // 2025-04-29T20:42:00.000Z

export interface AccountFigures {
  accounts: number;
  seen: number;
  invited: InvitedPerson[];
}
export interface ActionContent {
  project: string | null;
  type: string;
  started_at: Instant;
  minutes: number | null;
  modality: string | null;
  space: string | null;
  places: ActionPlace[];
  organisations: Id[];
  intent: PlaceIntent | null;
  theme: string;
  other_themes: string[];
  text: string;
  title: string | null;
  origin: string | null;
  objective: string | null;
  guideline: string | null;
  learning: LearningCode[];
  participants: Participants[];
  nominal: NominalPresence[];
  agenda: AgendaItem[];
  results: string[];
  what_changed: string | null;
  difficulties: string | null;
  facilitators: string | null;
  difficulty_codes: string[];
  facilitator_codes: string[];
  instruments: InstrumentTouched[];
  evidence: Evidence[];
  links: Link[];
  coauthors: Id[];
  good_practice: string | null;
  tags: string[];
  visibility: Visibility;
}
export interface ActionExport {
  q: string | null;
  from: Day | null;
  to: Day | null;
  place: number | null;
  type: string | null;
  theme: string | null;
  status: string | null;
  modality: string | null;
  space: string | null;
  result: string | null;
  project: string | null;
  flag: string | null;
  tag: string | null;
  author: Id | null;
  coauthor: Id | null;
  organisation: Id | null;
  mine: boolean | null;
  happened: boolean | null;
  regions: Regions | null;
  composition: Composition | null;
  limit: number | null;
  cursor: string | null;
  format: ExportFormat;
}
export interface ActionPage {
  items: ActionRow[];
  next: string | null;
  total: number;
}
export interface ActionPlace {
  place: number;
  presence: Presence;
  secretary: boolean | null;
}
export interface ActionRow {
  id: Id;
  revision: number;
  state: State;
  title: string;
  type: string;
  theme: string;
  started_at: Instant;
  day: Day;
  authors: PersonRef[];
  places: PlaceRef[];
  place_count: number;
  organisations: string[];
  excerpt: string;
  flags: string[];
  open_followups: number;
  evidence_count: number;
  project: string;
  state_sigla: string;
}
export interface ActionSaved {
  action: ActionView;
  receipt: Receipt;
  warnings: Warning[];
}
export interface ActionType {
  code: string;
  name: string;
  short: string;
  parent: string | null;
  hint: string | null;
  retired: boolean;
  package: string;
  asks: Asks | null;
  share: number | null;
  modality: string;
  minutes: number;
  space: string | null;
  collective: boolean;
  needs_place: boolean;
  needs_space: boolean;
  programme: string;
}
export interface ActionView {
  id: Id;
  revision: number;
  state: State;
  flags: string[];
  content: ActionContent;
  title: string;
  day: Day;
  authors: PersonRef[];
  owner: OrganisationRef[];
  place_refs: PlaceRef[];
  organisation_refs: OrganisationRef[];
  analysis: string | null;
  analysis_revision: number;
  may_read_analysis: boolean;
  missing_files: string[];
  returned: Returned | null;
  validated: Validated | null;
  rectified: boolean;
  receipt: Receipt | null;
  warnings: Warning[];
  can: string[];
  created_at: Instant;
  recorded_at: Instant;
}
export interface AgendaItem {
  text: string;
  act_kind: string | null;
  act_number: string | null;
}
export interface AgreedTarget {
  value: number;
  baseline: number | null;
  agreed_by: string;
  agreed_on: Day;
  revision: number;
  statement: Id;
}
export interface AnalysisEdit {
  operation: Id;
  base_revision: number;
  text: string;
}
export interface Answer {
  who: string;
  at: Instant;
  text: string;
  evidence: Evidence[];
}
export type Asks = | 'instrument' | 'act' | 'amount' | 'people';
export interface AssignmentView {
  id: Id;
  role: string;
  role_name: string;
  organisation: OrganisationRef;
  project: string | null;
  places: PlaceRef[];
  from: Day;
  to: Day | null;
  cover_for: PersonRef | null;
  leave: LeaveView | null;
}
export interface Attendance {
  region: PlaceRef | null;
  meetings: number;
  summoned: number;
  present: number;
}
export interface Batch {
  items: BatchItem[];
}
export interface BatchItem {
  id: Id;
  revision: number;
  operation: Id;
}
export interface Behind {
  record: Id;
  day: Day;
}
export interface Board {
  from: Day;
  to: Day;
  on: Day;
  label: string;
  previous_label: string;
  known_on: number;
  hides_small: boolean;
  computed: IndicatorValue[];
  entered: Definition[];
  stated: StatedValue[];
}
export interface BoardOf {
  period: string | null;
  place: number | null;
  composition: Composition | null;
  known_on: number | null;
}
export interface Cancellation {
  operation: Id;
  reason: string;
}
export interface Cell {
  row: string;
  column: string;
  value: number;
}
export interface CellFault {
  row: number;
  column: string;
  value: string;
  code: string;
  message: string;
}
export interface ChangedSince {
  action: Id;
  title: string;
  author: string;
  day: Day;
  what: string;
}
export interface ClosePeriod {
  operation: Id;
  organisation: Id | null;
  period: string;
  reason: string | null;
}
export interface ClosingDay {
  organisation: Id;
  day: number;
}
export interface ClosingDesk {
  period: string;
  label: string;
  from: Day;
  to: Day;
  over: boolean;
  offices: ClosingOffice[];
}
export interface ClosingFilter {
  organisation: Id | null;
  period: string | null;
}
export interface ClosingOffice {
  organisation: OrganisationRef;
  closing_day: number;
  due_on: Day;
  own: Sheet | null;
  team: Sheet | null;
  members: TeamMonth[];
  months: PartOfPeriod[];
  changed: ChangedSince[];
  can_set_day: boolean;
}
export type ClosingState = | 'fechado' | 'reaberto';
export interface ClosingStep {
  revision: number;
  state: ClosingState;
  by: PersonRef;
  at: Instant;
  reason: string;
  without: PersonRef[];
  snapshot: Snapshot | null;
}
export interface ClosingView {
  id: Id;
  revision: number;
  organisation: OrganisationRef;
  person: PersonRef | null;
  period: string;
  label: string;
  from: Day;
  to: Day;
  state: ClosingState;
  history: ClosingStep[];
  receipt: Receipt | null;
}
export type Composition = | 'data' | 'hoje';
export interface ContactChange {
  email: string | null;
  phone: string | null;
}
export interface Count {
  code: string;
  name: string;
  value: number;
}
export interface Counters {
  pending: number;
  validation: number;
  returned: number;
}
export interface Coverage {
  place: PlaceRef;
  from: Day;
  to: Day;
  on: Day;
  with_contact: number;
  total: number;
  without_60: number;
  actions: number;
  validated: number;
  rows: PlaceContact[];
  meetings: number;
  summoned: number;
  present: number;
  cir: Attendance[];
}
export interface Cursor {
  epoch: Id;
  number: number;
  hash: string;
}
export interface Decision {
  release: boolean;
}
export interface Definition {
  code: string;
  group: string;
  name: string;
  numerator: string;
  denominator: string | null;
  factor: number;
  unit: string;
  polarity: Polarity;
  low: number | null;
  high: number | null;
  source: string;
  periodicity: string;
  level: string;
  reference: number | null;
  reference_note: string | null;
  label: string;
  concept: string | null;
  limitations: string | null;
  counts: string | null;
  over: string | null;
  door: string | null;
}
export interface DeskOf {
  period: string;
}
export interface Detail {
  indicator: IndicatorValue;
  from: Day;
  to: Day;
  on: Day;
  label: string;
  known_on: number;
  months: Slice[];
  by: string;
  places: Slice[];
}
export interface DeviceReport {
  label: string;
  app: string;
  waiting: number;
  oldest_waiting_at: Instant | null;
  stored: number;
  quota: number;
}
export interface DeviceRow {
  id: Id;
  person: PersonRef;
  label: string;
  app: string;
  waiting: number;
  oldest_waiting_at: Instant | null;
  stored: number;
  quota: number;
  seen_at: Instant;
  lost_at: Instant | null;
}
export interface DeviceSecret {
  secret: string;
}
export interface DevicesStatus {
  known: number;
  heard: number;
  waiting: number;
  holding: number;
  last_at: Instant | null;
  oldest_waiting_at: Instant | null;
}
export interface Document {
  kind: string;
  id: Id;
  revision: number;
  number: number;
  audiences: string[];
  day: Day | null;
  body: unknown;
}
export interface Draft {
  id: Id;
  title: string;
  content: unknown;
  saved_at: Instant;
}
export interface DraftContent {
  title: string;
  content: unknown;
}
export interface EditAction {
  operation: Id;
  base_revision: number;
  content: ActionContent;
  reason: string | null;
  base: ActionContent | null;
}
export interface Ending {
  on: Day;
  reason: string;
}
export interface Evidence {
  hash: string;
  name: string;
  content_type: string;
  size: number;
  kind: EvidenceKind;
  consent: boolean;
}
export type EvidenceKind = | 'foto' | 'audio' | 'documento';
export interface ExportFilter {
  mine: boolean | null;
  action: Id | null;
  state: string | null;
  overdue: boolean | null;
  place: number | null;
  responsible: Id | null;
  kind: string | null;
  priority: string | null;
  due_from: Day | null;
  due_to: Day | null;
  q: string | null;
  limit: number | null;
  cursor: string | null;
  format: ExportFormat;
}
export type ExportFormat = | 'csv' | 'csv-rfc4180' | 'json';
export interface Fact {
  label: string;
  value: string;
  source: string;
  source_url: string | null;
}
export interface Farewell {
  wipe: boolean;
  kept: number;
}
export interface FarewellAsked {
  protocol: number;
  device: Id;
  proof: string;
  operations: Operation[];
}
export interface FieldChange {
  field: string;
  before: string;
  after: string;
}
export interface FiguresFile {
  from: Day | null;
  to: Day | null;
  place: number | null;
  type: string | null;
  theme: string | null;
  project: string | null;
  composition: Composition | null;
  format: FileFormat;
}
export interface FiguresFilter {
  from: Day | null;
  to: Day | null;
  place: number | null;
  type: string | null;
  theme: string | null;
  project: string | null;
  composition: Composition | null;
}
export type FileFormat = | 'csv' | 'csv-rfc4180' | 'json';
export interface Fill {
  audience: string;
  before: Place | null;
}
export interface Filter {
  q: string | null;
  from: Day | null;
  to: Day | null;
  place: number | null;
  type: string | null;
  theme: string | null;
  status: string | null;
  modality: string | null;
  space: string | null;
  result: string | null;
  project: string | null;
  flag: string | null;
  tag: string | null;
  author: Id | null;
  coauthor: Id | null;
  organisation: Id | null;
  mine: boolean | null;
  happened: boolean | null;
  regions: Regions | null;
  composition: Composition | null;
  limit: number | null;
  cursor: string | null;
}
export interface FollowupDeed {
  operation: Id;
  base_revision: number;
  text: string | null;
  due_on: Day | null;
  evidence: Evidence[];
  responsible: Responsible | null;
}
export interface FollowupFilter {
  mine: boolean | null;
  action: Id | null;
  state: string | null;
  overdue: boolean | null;
  place: number | null;
  responsible: Id | null;
  kind: string | null;
  priority: string | null;
  due_from: Day | null;
  due_to: Day | null;
  q: string | null;
  limit: number | null;
  cursor: string | null;
}
export interface FollowupPage {
  items: FollowupRow[];
  next: string | null;
  total: number;
}
export interface FollowupRow {
  id: Id;
  revision: number;
  action: Id | null;
  action_title: string | null;
  text: string;
  kind: string;
  responsible: Responsible;
  due_on: Day | null;
  priority: string;
  state: FollowupState;
  overdue: boolean;
  escalated_to: string | null;
  places: PlaceRef[];
  closed_on: Day | null;
  can: string[];
}
export type FollowupState = | 'aberto' | 'em-andamento' | 'concluido' | 'cancelado';
export interface FollowupView {
  id: Id;
  revision: number;
  action: Id | null;
  action_title: string | null;
  text: string;
  kind: string;
  responsible: Responsible;
  due_on: Day | null;
  priority: string;
  state: FollowupState;
  overdue: boolean;
  escalated_to: string | null;
  places: PlaceRef[];
  closed_on: Day | null;
  can: string[];
  answers: Answer[];
  history: HistoryEntry[];
  receipt: Receipt | null;
}
export interface HandOver {
  to: Id;
  on: Day;
}
export interface HeldRole {
  role: string;
  role_name: string;
  organisation: OrganisationRef;
  place: PlaceRef | null;
  project: string | null;
  from: Day;
  to: Day | null;
}
export interface HistoryEntry {
  number: number;
  revision: number;
  at: Instant;
  device_at: Instant | null;
  who: string;
  sentence: string;
  details: string[];
  changes: FieldChange[];
  receipt_hash: string;
}
export interface Home {
  returned: PendingItem[];
  due: PendingItem[];
  month: MonthFigures;
  recent: ActionRow[];
  without_contact: PlaceContact[];
}
export interface ImportReport {
  rows: number;
  created: number;
  unchanged: number;
  faults: CellFault[];
  dry_run: boolean;
  encoding: string;
}
export interface IndicatorValue {
  definition: Definition;
  now: Parts;
  previous: Parts;
  last_year: Parts;
  standing: Standing;
  target: AgreedTarget | null;
  why_no_data: string | null;
}
export interface InstrumentTouched {
  instrument: string;
  before: string | null;
  after: string | null;
}
export interface Invitation {
  name: string;
  login: string;
  expires_at: Instant;
}
export interface InvitationLink {
  url: string;
  expires_at: Instant;
}
export interface InvitedPerson {
  person: PersonRef;
  expires_at: Instant;
}
export interface IssuedToken {
  token: string;
  row: TokenRow;
}
export interface Judgement {
  operation: Id;
  revision: number;
}
export interface LearningCode {
  author: Id;
  code: string;
}
export interface LeaveRequest {
  from: Day;
  to: Day;
  cover: Id;
}
export interface LeaveView {
  from: Day;
  to: Day;
  cover: PersonRef;
}
export interface LedgerStatus {
  entries: number;
  head: string;
  last_at: Instant | null;
  verified: Upkeep | null;
}
export type Level = | 'pais' | 'grande-regiao' | 'estado' | 'macrorregiao' | 'regiao' | 'municipio';
export interface Link {
  url: string;
  title: string;
}
export interface MapAsked {
  state: number;
  on: Day | null;
}
export interface MapData {
  state: number;
  version: string;
  has_boundaries: boolean;
  seats: MapSeat[];
  shapes: MapShape[];
  without_geometry: number[];
}
export interface MapSeat {
  id: number;
  name: string;
  region: number | null;
  lon: number;
  lat: number;
  population: number | null;
}
export interface MapShape {
  id: number;
  polygons: unknown;
}
export interface Membership {
  child: number;
  relation: Relation;
  valid_from: Day;
  valid_to: Day;
  parent: number;
  note: string;
}
export interface MonthFigures {
  from: Day;
  to: Day;
  actions: number;
  validated: number;
  places: number;
  places_in_territory: number;
  cir: number;
  followups_open: number;
  followups_closed: number;
  by_type: Count[];
}
export interface NewAction {
  id: Id;
  operation: Id;
  content: ActionContent;
  planned: boolean;
  created_at: Instant;
  analysis: string | null;
  duplicate_of: Id | null;
  hour_guessed: boolean | null;
}
export interface NewAssignment {
  id: Id;
  person: Id;
  role: string;
  organisation: Id;
  project: string | null;
  places: number[];
  from: Day;
  to: Day | null;
}
export interface NewFollowup {
  id: Id;
  operation: Id;
  action: Id | null;
  text: string;
  kind: string;
  responsible: Responsible;
  due_on: Day | null;
  priority: string;
  places: number[];
}
export interface NewPassword {
  password: string;
}
export interface NewPerson {
  id: Id;
  name: string;
  email: string | null;
  phone: string | null;
}
export interface NewStatement {
  operation: Id;
  organisation: Id | null;
  kind: StatementKind;
  code: string;
  place: number;
  period: string;
  revision: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  baseline: number | null;
  origin: string;
  said_on: Day;
  note: string;
}
export interface NewToken {
  id: Id;
  name: string;
  verbs: string[];
  expires_on: Day;
}
export interface NominalPresence {
  name: string;
  role: string | null;
  place: number | null;
}
export interface OnDay {
  on: Day | null;
}
export interface Operation {
  operation: Id;
  verb: string;
  record: Id;
  schema: number;
  at: Instant;
  body: string;
}
export interface OrganisationFilter {
  q: string | null;
  kind: string | null;
}
export interface OrganisationRef {
  id: Id;
  code: string;
  name: string;
}
export interface OrganisationRow {
  id: Id;
  code: string;
  name: string;
  kind: string;
  state: string;
}
export interface Outcome {
  id: Id;
  ok: boolean;
  code: string | null;
  message: string | null;
}
export interface Outcomes {
  outcomes: Outcome[];
}
export interface Overview {
  from: Day;
  to: Day;
  registered: number;
  validated: number;
  waiting: number;
  returned: number;
  places_with_contact: number;
  places_total: number;
  months: string[];
  by_month: Count[];
  by_type: Count[];
  by_theme: Count[];
  by_region: Count[];
  by_modality: Count[];
  region_month: Cell[];
}
export interface PartOfPeriod {
  period: string;
  label: string;
  state: ClosingState | null;
}
export interface Participants {
  profile: string;
  count: number;
}
export interface Parts {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}
export interface PasswordChange {
  current: string;
  password: string;
}
export interface PendingFile {
  format: FileFormat;
}
export interface PendingItem {
  kind: PendingKind;
  title: string;
  detail: string;
  due_on: Day | null;
  action: Id | null;
  followup: Id | null;
  reason: string | null;
}
export type PendingKind = | 'acao-devolvida' | 'encaminhamento-vence' | 'encaminhamento-vencido' | 'acao-sem-texto' | 'validar' | 'prevista';
export interface PeopleFile {
  q: string | null;
  state: string | null;
  role: string | null;
  format: FileFormat;
}
export interface PeopleFilter {
  q: string | null;
  state: string | null;
  role: string | null;
}
export interface PersonRef {
  id: Id;
  name: string;
}
export interface PersonRow {
  id: Id;
  name: string;
  roles: string[];
  state: string;
  territory_count: number;
  active: boolean;
  has_account: boolean;
  last_seen_at: Instant | null;
}
export interface PersonView {
  id: Id;
  name: string;
  email: string | null;
  phone: string | null;
  assignments: AssignmentView[];
  has_account: boolean;
  may_manage: boolean;
  sessions: SessionRow[];
}
export interface Place {
  day: Day | null;
  id: Id;
}
export interface PlaceContact {
  place: PlaceRef;
  region: PlaceRef | null;
  last_on: Day | null;
  days: number | null;
  actions: number;
  supporters: string[];
  in_network: boolean;
}
export interface PlaceHit {
  id: number;
  level: Level;
  name: string;
  state: string;
  region: string | null;
  population: number | null;
  matched: string;
}
export interface PlaceIntent {
  place: number;
  label: string;
}
export interface PlacePage {
  place: PlaceRef;
  ibge7: string | null;
  ibge6: string | null;
  ddd: string | null;
  zone: string | null;
  lat: number | null;
  lon: number | null;
  populations: Population[];
  region: PlaceRef | null;
  macroregion: PlaceRef | null;
  state_place: PlaceRef | null;
  in_network: boolean;
  municipality_count: number;
  regions: PlaceRef[];
  municipalities: PlaceRef[];
  composition_since: Day | null;
  notes: string[];
}
export interface PlaceRef {
  id: number;
  level: Level;
  name: string;
  state: string;
}
export interface PlaceSupport {
  supporters: Supporter[];
  last_contact_on: Day | null;
  days_since_contact: number | null;
  actions_12_months: number;
  recent: ActionRow[];
  open_followups: FollowupRow[];
  by_theme: Count[];
  before_you_go: string[];
}
export interface PlacesAsked {
  q: string | null;
  level: Level | null;
  state: number | null;
  within: number | null;
  on: Day | null;
  limit: number | null;
}
export type Polarity = | 'maior' | 'menor' | 'faixa' | 'descritivo';
export interface Population {
  year: number;
  value: number;
  source: string;
}
export type Presence = | 'convidado' | 'presente' | 'contato-direto';
export interface ProjectPage {
  code: string;
  programme: string;
  programme_name: string;
  axis: string | null;
  axis_name: string | null;
  name: string;
  status: string;
  executor: string;
  states: string[];
  packages: string[];
  themes: string[];
  official_title: string;
  summary: string[];
  facts: Fact[];
  general_objective: string | null;
  objectives: string[];
  method: string[];
  method_words: string[];
  governance: string[];
  activities: string[];
  deliverables: string[];
  actions: number | null;
  municipalities: number | null;
}
export interface ProjectRow {
  code: string;
  programme: string;
  programme_name: string;
  axis: string | null;
  axis_name: string | null;
  name: string;
  status: string;
  executor: string;
  states: string[];
  packages: string[];
  themes: string[];
}
export interface PublicKey {
  id: string;
  public_key: string;
}
export interface PullAnswer {
  speaks: Speaks;
  now: Instant;
  cursor: Cursor | null;
  more: boolean;
  scope: ScopeChange;
  documents: Document[];
  removed: RecordRef[];
  filled: Place | null;
  keys: PublicKey[];
  reset: Cursor | null;
  epochs: Cursor[];
}
export interface PullAsked {
  protocol: number;
  cursor: Cursor | null;
  scope: ScopeEntry[];
  fill: Fill | null;
  limit: number | null;
}
export interface PushAnswer {
  speaks: Speaks;
  now: Instant;
  outcomes: PushedOperation[];
}
export interface PushAsked {
  protocol: number;
  device: Id;
  operations: Operation[];
}
export interface PushedOperation {
  operation: Id;
  outcome: SyncOutcome;
  receipt: Receipt | null;
  header: string | null;
  revision: number | null;
  fields: string[];
  conflict: Id | null;
  problem: Refusal | null;
}
export interface QuadrimestralFile {
  state: string;
  period: string;
  format: ReportForm;
}
export interface Quarantined {
  id: Id;
  person: PersonRef;
  operation: string;
  arrived_at: Instant;
}
export interface Question {
  measures: string[];
  by: string[];
  where: string | null;
  period: string | null;
  from: Day | null;
  to: Day | null;
  place: number | null;
  composition: Composition | null;
  known_on: number | null;
}
export interface ReasonedJudgement {
  operation: Id;
  revision: number;
  reason: string;
}
export interface Receipt {
  number: number;
  epoch: Id;
  hash: string;
  signature: string;
  key: string;
  at: Instant;
}
export interface RecordRef {
  kind: string;
  id: Id;
}
export interface Refusal {
  code: string;
  status: number;
  message: string;
  details: Record<string, string>;
  faults: RefusedField[];
}
export interface RefusedField {
  code: string;
  field: string;
  message: string;
}
export type Regions = | 'nenhuma' | 'uma' | 'varias';
export interface RegisterDefaults {
  types: string[];
  themes: string[];
  places: PlaceRef[];
  organisations: OrganisationRef[];
  last: ActionRow[];
  templates: Template[];
  team: PersonRef[];
  regions: PlaceHit[];
}
export type Relation = | 'regiao' | 'macrorregiao';
export interface ReopenPeriod {
  operation: Id;
  revision: number;
  reason: string;
}
export type ReportForm = | 'pdf' | 'html';
export interface Responsible {
  person: Id | null;
  role: string | null;
  organisation: Id | null;
  name: string;
}
export interface Returned {
  reason: string;
  by: PersonRef;
  at: Instant;
}
export interface RevisionView {
  id: Id;
  revision: number;
  current: number;
  state: State;
  at: Instant;
  content: ActionContent;
  title: string;
  day: Day;
  authors: PersonRef[];
  place_refs: PlaceRef[];
  organisation_refs: OrganisationRef[];
}
export interface ScopeChange {
  entered: string[];
  left: string[];
}
export interface ScopeEntry {
  audience: string;
  since: Day;
}
export interface ServerStatus {
  version: string;
  database: string;
  now: Instant;
  started_at: Instant;
  since: Instant;
  waiting_writes: number;
  listening: number;
  ledger: LedgerStatus;
  backup: Upkeep | null;
  storage: StorageStatus;
  accounts: AccountFigures;
  devices: DevicesStatus;
}
export interface Session {
  person: PersonRef;
  roles: HeldRole[];
  verbs: string[];
  csrf: string;
  demo: boolean;
  today: Day;
  now: Instant;
  viewing_as: PersonRef | null;
  state: PlaceRef | null;
  territory: number[];
  expires_at: Instant;
}
export interface SessionRow {
  id: Id;
  device: string;
  created_at: Instant;
  seen_at: Instant;
  current: boolean;
}
export interface Sheet {
  records: number;
  validated: number;
  waiting: number;
  returned: number;
  without_text: number;
  closing: ClosingView | null;
  can_close: boolean;
  can_reopen: boolean;
}
export interface SignIn {
  login: string;
  password: string;
}
export interface Slice {
  code: string;
  name: string;
  parts: Parts;
}
export interface Snapshot {
  number: number;
  kinds: string[];
  sha256: string;
  records: number;
  validated: number;
  late: number;
}
export interface Speaks {
  from: number;
  to: number;
}
export type Standing = | 'na-referencia' | 'perto' | 'longe' | 'sem-referencia' | 'descritivo' | 'sem-dado';
export type State = | 'prevista' | 'confirmada' | 'adiada' | 'nao-realizada' | 'registrada' | 'devolvida' | 'validada' | 'cancelada';
export interface StateChange {
  operation: Id;
  state: State;
  reason: string;
  started_at: Instant | null;
}
export interface StatedValue {
  code: string;
  parts: Parts;
  source: string;
  dated_on: Day;
  statement: Id;
}
export interface Statement {
  id: Id;
  revision: number;
  organisation_id: Id;
  kind: StatementKind;
  code: string;
  place_id: number;
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  baseline: number | null;
  origin: string;
  said_on: Day;
  note: string;
  by_person: Id;
  by_name: string;
  at: Instant;
}
export type StatementKind = | 'meta' | 'valor';
export interface StorageStatus {
  database: number | null;
  files: number;
  file_bytes: number;
  free: number | null;
}
export interface Supporter {
  person: PersonRef;
  role: string;
  role_name: string;
  organisation: string;
  from: Day;
  to: Day | null;
  temporary: boolean;
}
export type SyncOutcome = | 'accepted' | 'duplicate' | 'merged' | 'conflict' | 'refused' | 'later' | 'quarantined';
export interface TakeBack {
  operation: Id;
  revision: number;
  reason: string | null;
}
export interface TeamMonth {
  person: PersonRef;
  records: number;
  waiting: number;
  returned: number;
  state: ClosingState | null;
  at: Instant | null;
}
export interface Template {
  id: Id;
  name: string;
  content: unknown;
}
export interface Term {
  code: string;
  name: string;
  short: string;
  parent: string | null;
  hint: string | null;
  retired: boolean;
  package: string;
  asks: Asks | null;
  share: number | null;
}
export interface TokenRow {
  id: Id;
  name: string;
  verbs: string[];
  created_at: Instant;
  expires_at: Instant;
}
export interface Undo {
  operation: Id;
}
export interface Upkeep {
  at: Instant;
  entries: number;
  good: boolean;
  file: string;
}
export interface Validated {
  by: PersonRef;
  at: Instant;
  revision: number;
}
export interface ValidationInbox {
  total_registered: number;
  validated: number;
  ready: ActionRow[];
  exceptions: ActionRow[];
  returned: ActionRow[];
}
export interface ViewAs {
  person: Id;
}
export interface Visibility {
  network: boolean;
  municipality: boolean;
  public: boolean;
}
export interface Vocabularies {
  version: string;
  types: ActionType[];
  spaces: Term[];
  modalities: Term[];
  themes: Term[];
  results: Term[];
  origins: Term[];
  guidelines: Term[];
  learning: Term[];
  followup_kinds: Term[];
  priorities: Term[];
  profiles: Term[];
  instruments: Term[];
  act_kinds: Term[];
  means: Term[];
  difficulties: Term[];
  facilitators: Term[];
  organisation_kinds: Term[];
}
export interface Warning {
  code: string;
  field: string;
  message: string;
  other: Id | null;
}
export interface WhichRevision {
  revision: number | null;
}

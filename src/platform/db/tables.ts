// The tables as Kysely sees them. Written by "npx cabildo schema" from the database after all migrations; a test
// fails when it differs from them. Never edit it by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export interface AuthAccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
  scope: string | null;
  password: string | null;
  createdAt: Generated<Date>;
  updatedAt: Date;
}

export interface AuthAttemptTable {
  key: Buffer;
  tries: number;
  last_at: Generated<Date>;
  locked_until: Date | null;
}

export interface AuthOpenedTable {
  key: Buffer;
  session_id: string;
  at: Generated<Date>;
}

export interface AuthSessionTable {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Generated<Date>;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

export interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  username: string | null;
}

export interface AuthVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Date;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface DirectoryCityTable {
  id: GeneratedAlways<number>;
  /** Addresses the city as /slug where one host serves several. */
  slug: string;
  /** Addresses the city by a host name of its own. */
  host: string | null;
  name: string;
  created_at: Generated<Date>;
  /** The living city whose practice space this is; given when the city is made and never changed (no grant). */
  practice_of: number | null;
}

export interface DirectoryMigrationTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface DirectoryProcessTable {
  id: GeneratedAlways<number>;
  kind: "web" | "worker";
  pid: number;
  started_at: Generated<Date>;
  /** The process wrote this about 2 s ago, or it is dead. */
  beat_at: Generated<Date>;
}

export interface DirectorySetupTokenTable {
  id: GeneratedAlways<number>;
  digest: Buffer;
  kind: "first" | "further";
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
  city_id: number | null;
}

export interface AllotmentTable {
  city_id: number;
  cycle_id: number;
  district_id: number;
  track: string;
  amount: number;
}

export interface BallotKeyTable {
  city_id: number;
  cycle_id: number;
  key_id: string;
  public_key: Buffer;
  custody: "holder" | "demo";
  made_by: number;
  made_at: Date;
}

export interface BallotKeyCheckTable {
  city_id: number;
  cycle_id: number;
  key_id: string;
  checked_by: number;
  checked_at: Date;
}

export interface BallotPublicationTable {
  city_id: number;
  count_run_id: number;
  seed: string;
  ballots: number;
  file: string;
  sha256: string;
  transcript: string | null;
  published_by: number;
  published_at: Date;
}

export interface BlackoutTable {
  city_id: number;
  id: GeneratedAlways<number>;
  made_at: Date;
}

export interface BlackoutActTable {
  city_id: number;
  id: GeneratedAlways<number>;
  blackout_id: number;
  act: "announced" | "changed" | "cancelled";
  from_day: string;
  to_day: string;
  law: string;
  stops: ColumnType<unknown, string, string>;
  reason: string;
  done_by: number;
  at: Date;
}

export interface BlueprintUploadTable {
  city_id: number;
  id: GeneratedAlways<number>;
  name: string;
  version: number;
  document: ColumnType<unknown, string, string>;
  uploaded_by: number;
  at: Date;
}

export interface BoothTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  name: string;
  place: Generated<string>;
}

export interface CandidateTable {
  city_id: number;
  id: GeneratedAlways<number>;
  contest_id: number;
  number: number;
  title: string;
  summary: string;
  cost: number;
  department_id: number | null;
}

export interface CandidateProposalTable {
  city_id: number;
  proposal_id: number;
  candidate_id: number;
}

export interface CandidateWithdrawalTable {
  city_id: number;
  candidate_id: number;
  reason: string;
  done_by: number;
  at: Date;
}

export interface CaseEvaluatorTable {
  city_id: number;
  case_id: number;
  person_id: number;
  since: Date;
}

export interface CaseTransitionTable {
  city_id: number;
  id: GeneratedAlways<number>;
  case_id: number;
  from_state: string | null;
  to_state: string;
  reason: string | null;
  done_by: number | null;
  at: Date;
}

export interface CategoryTable {
  city_id: number;
  cycle_id: number;
  code: string;
  name: string;
  position: number;
}

export interface CheckInTable {
  city_id: number;
  roll_entry_id: number;
  booth_id: number;
  officer_id: number;
  at: Date;
}

export interface ChecklistItemTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  scope: "formal" | "substantive";
  category: string | null;
  department_id: number | null;
  position: number;
  code: string;
  question: string;
  help: Generated<string>;
  legal_basis: Generated<string>;
  blocking: boolean;
  correctable: boolean;
  refusal: Generated<string>;
}

export interface CityTable {
  city_id: number;
  name: string;
  time_zone: string;
  currency: string;
  locales: string[];
  rest_days: Generated<number[]>;
  bounds: number[] | null;
  words: ColumnType<unknown, string | undefined, string>;
  look: ColumnType<unknown, string | undefined, string>;
  contact: Generated<string>;
  privacy_days: Generated<number>;
}

export interface ContactRevealTable {
  city_id: number;
  id: GeneratedAlways<number>;
  person_id: number;
  revealed_to: number;
  purpose: string;
  at: Generated<Date>;
}

export interface ContestTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  district_id: number;
  track: string;
  title: string;
  money: number;
  ballot: ColumnType<unknown, string, string>;
  rule: ColumnType<unknown, string, string>;
  list_version: string;
  list_order: string;
  plaintext_bytes: number;
  frozen_at: Date;
  frozen_by: number;
}

export interface ContestZoneTable {
  city_id: number;
  contest_id: number;
  zone_id: number;
}

export interface CostLineTable {
  city_id: number;
  opinion_id: number;
  position: number;
  concept: string;
  unit: string;
  quantity_milli: number;
  unit_price: number;
}

export interface CountExplanationTable {
  city_id: number;
  count_run_id: number;
  candidate: string;
  explanation: string | null;
}

export interface CountRunTable {
  city_id: number;
  id: GeneratedAlways<number>;
  contest_id: number;
  seed: string;
  input_hash: string;
  input: string;
  outcome: string;
  code_version: string;
  run_by: number;
  run_at: Date;
}

export interface CountTranscriptTable {
  city_id: number;
  count_run_id: number;
  transcript: string;
}

export interface CounterFolioTable {
  city_id: number;
  folio: string;
  person_id: number;
  auth_user_id: string;
  issued_by: number;
  issued_at: Generated<Date>;
  revoked_at: Date | null;
}

export interface CycleTable {
  city_id: number;
  id: GeneratedAlways<number>;
  slug: string;
  name: string;
  blueprint: ColumnType<unknown, string, string>;
  origin: string;
  made_by: number | null;
  made_at: Generated<Date>;
}

export interface CycleActTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  act: "published" | "suspended" | "resumed" | "cancelled";
  reason: string;
  done_by: number | null;
  at: Generated<Date>;
}

export interface CycleTakeoverTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  sections: string[];
  origin: string;
  blueprint: ColumnType<unknown, string, string>;
  last_value: number;
  taken_by: number;
  at: Date;
}

export interface CycleValueTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  path: string;
  value: ColumnType<unknown, string, string>;
  given_by: number;
  at: Generated<Date>;
}

export interface DecisionTable {
  city_id: number;
  id: GeneratedAlways<number>;
  case_id: number;
  outcome: "feasible" | "infeasible" | "joined";
  reasons: Generated<string>;
  effects: Generated<string>;
  cost: number | null;
  departments_cost: Generated<number>;
  cost_reason: Generated<string>;
  joined_to: number | null;
  prepared_by: number;
  prepared_at: Date;
  signed_by: number | null;
  signed_at: Date | null;
  signed_department_id: number | null;
  sent_back_by: number | null;
  sent_back_at: Date | null;
  sent_back_reason: string | null;
  hash: Buffer | null;
  revealed_at: Date | null;
}

export interface DemoClockTable {
  city_id: number;
  ahead: string;
  set_at: Generated<Date>;
}

export interface DepartmentTable {
  city_id: number;
  id: GeneratedAlways<number>;
  code: string;
  name: string;
  email: string | null;
}

export interface DistrictTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  parent_id: number | null;
  code: string;
  name: string;
}

export interface DistrictZoneTable {
  city_id: number;
  cycle_id: number;
  zone_id: number;
  district_id: number;
}

export interface EnvelopeTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  contest_id: number;
  roll_entry_id: number;
  pseudonym: string;
  key_id: string;
  list_version: string;
  sealed: Buffer;
  channel: "web" | "kiosk";
  cast_at: Date;
  receipt: string;
  form_key: string;
  ended: "replaced" | "paper" | null;
  ended_at: Date | null;
}

export interface EvaluationCaseTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  proposal_id: number;
  state: Generated<"received" | "formal_check" | "waiting" | "with_departments" | "consolidation" | "prepared" | "signed" | "revealed" | "closed">;
  opened_at: Date;
  revision: Generated<number>;
  search: Generated<string>;
}

export interface EventTable {
  city_id: number;
  id: GeneratedAlways<number>;
  at: Generated<Date>;
  name: string;
  subject: string;
  actor_id: number | null;
  data: ColumnType<unknown, string | undefined, string>;
}

export interface FileTable {
  city_id: number;
  id: GeneratedAlways<number>;
  sha256: Buffer;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  stored_at: Generated<Date>;
}

export interface FileLetGoTable {
  city_id: number;
  sha256: Buffer;
  at: Generated<Date>;
}

export interface FolioCounterTable {
  city_id: number;
  prefix: string;
  last: number;
}

export interface FollowTable {
  city_id: number;
  person_id: number;
  subject: string;
  since: Generated<Date>;
}

export interface FormalAnswerTable {
  city_id: number;
  case_id: number;
  item_id: number;
  answer: "met" | "not_met" | "not_applicable";
  comment: Generated<string>;
  answered_by: number;
  answered_at: Date;
}

export interface HeldPublicationTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  run_ids: number[];
  reason: string | null;
  ordered_by: number;
  ordered_at: Date;
  ended_at: Date | null;
  ended: string | null;
}

export interface HolidayTable {
  city_id: number;
  day: string;
  name: string;
}

export interface IdentityDigestTable {
  city_id: number;
  digest: Buffer;
  kind: string;
  person_id: number;
  recorded_at: Generated<Date>;
}

export interface ImportProblemTable {
  city_id: number;
  run_id: number;
  line: number;
  position: number;
  field: string;
  problem: string;
  value: string;
  refused: boolean;
}

export interface ImportRunTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  source: string;
  digest: Buffer;
  done_by: number | null;
  at: Date;
  rows: number;
  taken: number;
  unchanged: number;
  refused: number;
}

export interface ImportUploadTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  filename: string;
  content: Buffer;
  uploaded_by: number;
  uploaded_at: Date;
}

export interface ImportedSupportsTable {
  city_id: number;
  proposal_id: number;
  amount: number;
}

export interface InvitationTable {
  city_id: number;
  id: GeneratedAlways<number>;
  email: string;
  name: string;
  role: "administrator" | "coordinator" | "evaluator" | "signer" | "booth_officer" | "project_manager" | "observer" | "support";
  department_id: number | null;
  token_digest: Buffer;
  made_by: number;
  made_at: Date;
  expires_at: Date;
  accepted_by: number | null;
  accepted_at: Date | null;
  withdrawn_by: number | null;
  withdrawn_at: Date | null;
}

export interface KeptFormTable {
  city_id: number;
  id: GeneratedAlways<number>;
  sealed: Buffer;
  at: Generated<Date>;
}

export interface MailTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cause: string;
  recipient: string;
  locale: string;
  subject: string;
  body_text: string;
  body_html: string;
  made_at: Generated<Date>;
  sent_at: Date | null;
  message_id: string | null;
  attempts: Generated<number>;
  next_try_at: Generated<Date>;
  last_error: string | null;
  given_up_at: Date | null;
  kind: Generated<"asked" | "notice" | "promotion">;
  held_at: Date | null;
  held_then: "send" | "drop" | null;
  dropped_at: Date | null;
}

export interface MilestoneTable {
  city_id: number;
  id: GeneratedAlways<number>;
  project_id: number;
  stage: string;
  position: number;
  promised_on: string;
  expected_on: string;
  done_on: string | null;
}

export interface MilestoneChangeTable {
  city_id: number;
  id: GeneratedAlways<number>;
  milestone_id: number;
  field: "expected_on" | "done_on";
  was: string | null;
  now_is: string | null;
  reason: string;
  done_by: number;
  at: Date;
}

export interface OidcProviderTable {
  city_id: number;
  issuer: string;
  client_id: string;
  sealed_secret: Buffer;
  label: string;
  factor_values: Generated<string[]>;
  changed_by: number;
  changed_at: Date;
}

export interface OidcSubjectTable {
  city_id: number;
  issuer: string;
  subject: string;
  person_id: number;
  since: Date;
}

export interface OnceTable {
  city_id: number;
  key: string;
  answer: ColumnType<unknown, string | null, string | null>;
  at: Generated<Date>;
}

export interface OpenedBallotTable {
  city_id: number;
  contest_id: number;
  position: number;
  marks: number[];
  validity: "valid" | "blank" | "void";
  void_reason: string | null;
}

export interface OpeningTable {
  city_id: number;
  cycle_id: number;
  opened_by: number;
  opened_at: Date;
  envelopes: number;
}

export interface OpinionTable {
  city_id: number;
  id: GeneratedAlways<number>;
  case_id: number;
  department_id: number;
  evaluator_id: number | null;
  asked_by: number;
  asked_at: Date;
  due_on: string | null;
  verdict: "feasible" | "infeasible" | null;
  comment: Generated<string>;
  effects: Generated<string>;
  minutes: number | null;
  submitted_by: number | null;
  submitted_at: Date | null;
  returned_reason: string | null;
  taken_back_by: number | null;
  taken_back_at: Date | null;
  taken_back_reason: string | null;
  revision: Generated<number>;
  base_due_on: string | null;
}

export interface OpinionAnswerTable {
  city_id: number;
  opinion_id: number;
  item_id: number;
  answer: "met" | "not_met" | "not_applicable";
  comment: Generated<string>;
}

export interface OpinionSubmissionTable {
  city_id: number;
  id: GeneratedAlways<number>;
  opinion_id: number;
  verdict: "feasible" | "infeasible";
  comment: string;
  effects: string;
  cost: number;
  content: ColumnType<unknown, string, string>;
  submitted_by: number;
  submitted_at: Date;
}

export interface PaperBallotTable {
  city_id: number;
  id: GeneratedAlways<number>;
  booth_id: number;
  contest_id: number;
  marks: number[];
  validity: "valid" | "blank" | "void";
  void_reason: string | null;
  entered_by: number;
  entered_at: Date;
  removed_by: number | null;
  removed_at: Date | null;
  removed_reason: string | null;
}

export interface PasskeyTable {
  city_id: number;
  id: GeneratedAlways<number>;
  person_id: number;
  rp_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  made_at: Generated<Date>;
  last_used_at: Date | null;
}

export interface PasskeyChallengeTable {
  city_id: number;
  challenge: string;
  purpose: "register" | "sign-in" | "prove";
  rp_id: string;
  origin: string;
  session_id: string | null;
  expires_at: Date;
}

export interface PersonTable {
  city_id: number;
  id: GeneratedAlways<number>;
  locale: string | null;
  made_at: Generated<Date>;
}

export interface PersonAccountTable {
  city_id: number;
  auth_user_id: string;
  person_id: number;
  way: "email" | "folio";
  since: Generated<Date>;
  last_sign_in_at: Date | null;
}

export interface PersonContactTable {
  city_id: number;
  person_id: number;
  name: string | null;
  email: string | null;
  phone: string | null;
  no_notices_since: Date | null;
}

export interface PersonForgottenTable {
  city_id: number;
  person_id: number;
  at: Date;
  done_by: number;
}

export interface PhaseTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  kind: "proposals" | "review" | "evaluation" | "voting" | "results" | "projects";
  position: number;
  opens_at: Date;
  closes_at: Date;
}

export interface PhaseActTable {
  city_id: number;
  id: GeneratedAlways<number>;
  phase_id: number;
  act: "moved" | "suspended" | "resumed" | "cancelled";
  opens_at: Date | null;
  closes_at: Date | null;
  reason: string;
  done_by: number;
  at: Generated<Date>;
}

export interface PhaseTickTable {
  city_id: number;
  phase_id: number;
  edge: "opened" | "closed";
  at: Date;
}

export interface PracticeGuestTable {
  city_id: number;
  guest_id: number;
  person_id: number;
}

export interface PracticeMaskTable {
  city_id: number;
  session_id: string;
  person_id: number;
  worn_at: Date;
}

export interface PracticeOrderTable {
  city_id: number;
  id: GeneratedAlways<number>;
  wish: "open" | "reset" | "remove";
  cycle_id: number | null;
  proposals: Generated<number>;
  guests: Generated<number[]>;
  ordered_by: number;
  ordered_at: Date;
  done_at: Date | null;
  failed: string | null;
}

export interface PrivacyAcknowledgementTable {
  city_id: number;
  person_id: number;
  version: number;
  at: Date;
}

export interface PrivacyAnswerTable {
  city_id: number;
  request_id: number;
  outcome: "granted" | "refused" | "withdrawn";
  reason: string;
  answered_by: number;
  answered_at: Date;
}

export interface PrivacyNoticeTable {
  city_id: number;
  version: number;
  texts: ColumnType<unknown, string, string>;
  material: boolean;
  published_by: number;
  published_at: Date;
}

export interface PrivacyRequestTable {
  city_id: number;
  id: GeneratedAlways<number>;
  person_id: number;
  kind: "access" | "correction" | "erasure" | "objection";
  words: string;
  made_at: Date;
  made_by: number;
  due_on: string;
}

export interface ProjectTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  candidate_id: number;
  code: string;
  title: string;
  promised: number;
  department_id: number | null;
  opened_at: Date;
}

export interface ProjectCorrectionTable {
  city_id: number;
  id: GeneratedAlways<number>;
  project_id: number;
  publication_id: number;
  act: "lost" | "restored";
  at: Date;
}

export interface ProjectMoneyTable {
  city_id: number;
  id: GeneratedAlways<number>;
  project_id: number;
  kind: "approved" | "committed" | "accrued" | "paid";
  amount: number;
  concept: string;
  on_day: string;
  fiscal_year: number;
  entered_by: number;
  entered_at: Date;
}

export interface ProjectRedactionTable {
  city_id: number;
  update_id: number;
  what: "body" | "photo";
  nth: number;
  masked: string | null;
  reason: string;
  done_by: number;
  at: Date;
}

export interface ProjectUpdateTable {
  city_id: number;
  id: GeneratedAlways<number>;
  project_id: number;
  body: string;
  file_id: number | null;
  photo_description: Generated<string>;
  written_by: number;
  at: Date;
  shown_at: Generated<Date | null>;
}

export interface ProposalTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  folio: string;
  author_id: number | null;
  track: string;
  district_id: number;
  zone_id: number | null;
  category: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  channel: "web" | "counter" | "import";
  submitted_at: Date;
  source: string | null;
  source_code: string | null;
}

export interface ProposalAllowanceTable {
  city_id: number;
  cycle_id: number;
  person_id: number;
  track: string;
  nth: number;
  folio: string;
}

export interface ProposalDraftTable {
  city_id: number;
  cycle_id: number;
  person_id: number;
  answers: ColumnType<unknown, string, string>;
  photos: ColumnType<unknown, string | undefined, string>;
  saved_at: Date;
}

export interface ProposalOutcomeTable {
  city_id: number;
  proposal_id: number;
  stage: "feasible" | "infeasible" | "joined" | "on_ballot" | "won" | "not_won";
  reason: string | null;
  cost: number | null;
  joined_to: number | null;
  revealed_at: Date;
  id: GeneratedAlways<number>;
  again: Generated<number>;
}

export interface ProposalPhotoTable {
  city_id: number;
  id: GeneratedAlways<number>;
  proposal_id: number;
  file_id: number;
  description: Generated<string>;
  removed_by: number | null;
  removed_at: Date | null;
  removed_reason: string | null;
}

export interface ProposalRedactionTable {
  city_id: number;
  proposal_id: number;
  version: number;
  field: "title" | "problem" | "idea" | "place";
  nth: number;
  masked: string;
  reason: string;
  done_by: number;
  at: Date;
}

export interface ProposalReleaseTable {
  city_id: number;
  proposal_id: number;
  nth: number;
  decision: "released" | "held";
  reason: string | null;
  done_by: number | null;
  at: Date;
}

export interface ProposalVersionTable {
  city_id: number;
  proposal_id: number;
  version: number;
  title: string;
  problem: string;
  idea: string;
  written_by: number | null;
  written_at: Date;
  reason: string | null;
}

export interface ProposalWithdrawalTable {
  city_id: number;
  proposal_id: number;
  reason: string;
  done_by: number;
  at: Date;
}

export interface PublicationTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  published_by: number;
  published_at: Date;
  reason: string | null;
  settlement_id: number | null;
}

export interface PublishedCountTable {
  city_id: number;
  publication_id: number;
  contest_id: number;
  count_run_id: number;
}

export interface PublishedProposalTable {
  city_id: number;
  proposal_id: number;
  cycle_id: number;
  folio: string;
  track: string;
  district_id: number;
  zone_id: number | null;
  category: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  submitted_at: Date;
  version: number;
  title: string;
  problem: string;
  idea: string;
  photos: ColumnType<unknown, string | undefined, string>;
  stage: "published" | "in_evaluation" | "feasible" | "infeasible" | "joined" | "on_ballot" | "won" | "not_won" | "withdrawn";
  cost: number | null;
  supports: Generated<number>;
  imported_supports: Generated<number>;
  search: GeneratedAlways<string | null>;
}

export interface RecoveryCodeTable {
  city_id: number;
  person_id: number;
  digest: Buffer;
  used_at: Date | null;
}

export interface ResidenceTable {
  city_id: number;
  id: GeneratedAlways<number>;
  person_id: number;
  zone_id: number;
  born_on: string | null;
  method: "counter" | "list" | "import";
  verified_by: number | null;
  verified_at: Generated<Date>;
  revoked_by: number | null;
  revoked_at: Date | null;
  revoked_reason: string | null;
}

export interface ResidentImportTable {
  city_id: number;
  id: GeneratedAlways<number>;
  filename: string;
  rows: ColumnType<unknown, string, string>;
  problems: ColumnType<unknown, string, string>;
  made_by: number | null;
  made_at: Generated<Date>;
  applied_by: number | null;
  applied_at: Date | null;
}

export interface ResidentListEntryTable {
  city_id: number;
  digest: Buffer;
  zone_id: number;
  born_on: string | null;
  imported_by: number | null;
  imported_at: Generated<Date>;
}

export interface RetentionRunTable {
  city_id: number;
  day: string;
  kind: string;
  removed: number;
  at: Date;
}

export interface RetentionTermTable {
  city_id: number;
  kind: string;
  days: number;
  set_by: number;
  set_at: Date;
}

export interface RevealTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  at: Date;
  set_by: number;
  set_at: Generated<Date>;
  done_at: Date | null;
  decisions: number | null;
}

export interface RoleGrantTable {
  city_id: number;
  id: GeneratedAlways<number>;
  person_id: number;
  role: "administrator" | "coordinator" | "evaluator" | "signer" | "booth_officer" | "project_manager" | "observer" | "support";
  department_id: number | null;
  granted_by: number | null;
  granted_at: Generated<Date>;
  revoked_by: number | null;
  revoked_at: Date | null;
  revoked_reason: string | null;
}

export interface RoleReviewTable {
  city_id: number;
  id: GeneratedAlways<number>;
  grant_id: number;
  reviewed_by: number;
  reviewed_at: Date;
}

export interface RollEntryTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  person_id: number;
  zone_id: number;
  web_allowed: boolean;
  added_by: number | null;
  added_at: Date;
  how: "residence" | "import" | "counter" | "booth";
}

export interface SecondFactorTable {
  city_id: number;
  person_id: number;
  secret: Buffer;
  made_at: Generated<Date>;
  last_step: number | null;
}

export interface SessionAssuranceTable {
  city_id: number;
  session_id: string;
  person_id: number;
  means: "totp" | "recovery" | "demo" | "passkey" | "oidc";
  proven_at: Generated<Date>;
}

export interface SettlementTable {
  city_id: number;
  id: GeneratedAlways<number>;
  cycle_id: number;
  run_ids: number[];
  input: string;
  outcome: string;
  run_by: number;
  run_at: Date;
}

export interface SupportTable {
  city_id: number;
  proposal_id: number;
  person_id: number;
  cycle_id: number;
  nth: number | null;
  at: Date;
}

export interface TieSeedTable {
  city_id: number;
  cycle_id: number;
  seed: string;
  source: string;
  recorded_by: number;
  recorded_at: Date;
}

export interface ZoneTable {
  city_id: number;
  id: GeneratedAlways<number>;
  code: string;
  name: string;
  population: number | null;
  geometry: ColumnType<unknown, string | null, string | null>;
}

export interface Tables {
  'auth.account': AuthAccountTable;
  'auth.attempt': AuthAttemptTable;
  'auth.opened': AuthOpenedTable;
  'auth.session': AuthSessionTable;
  'auth.user': AuthUserTable;
  'auth.verification': AuthVerificationTable;
  'directory.city': DirectoryCityTable;
  'directory.migration': DirectoryMigrationTable;
  'directory.process': DirectoryProcessTable;
  'directory.setup_token': DirectorySetupTokenTable;
  allotment: AllotmentTable;
  ballot_key: BallotKeyTable;
  ballot_key_check: BallotKeyCheckTable;
  ballot_publication: BallotPublicationTable;
  blackout: BlackoutTable;
  blackout_act: BlackoutActTable;
  blueprint_upload: BlueprintUploadTable;
  booth: BoothTable;
  candidate: CandidateTable;
  candidate_proposal: CandidateProposalTable;
  candidate_withdrawal: CandidateWithdrawalTable;
  case_evaluator: CaseEvaluatorTable;
  case_transition: CaseTransitionTable;
  category: CategoryTable;
  check_in: CheckInTable;
  checklist_item: ChecklistItemTable;
  city: CityTable;
  contact_reveal: ContactRevealTable;
  contest: ContestTable;
  contest_zone: ContestZoneTable;
  cost_line: CostLineTable;
  count_explanation: CountExplanationTable;
  count_run: CountRunTable;
  count_transcript: CountTranscriptTable;
  counter_folio: CounterFolioTable;
  cycle: CycleTable;
  cycle_act: CycleActTable;
  cycle_takeover: CycleTakeoverTable;
  cycle_value: CycleValueTable;
  decision: DecisionTable;
  demo_clock: DemoClockTable;
  department: DepartmentTable;
  district: DistrictTable;
  district_zone: DistrictZoneTable;
  envelope: EnvelopeTable;
  evaluation_case: EvaluationCaseTable;
  event: EventTable;
  file: FileTable;
  file_let_go: FileLetGoTable;
  folio_counter: FolioCounterTable;
  follow: FollowTable;
  formal_answer: FormalAnswerTable;
  held_publication: HeldPublicationTable;
  holiday: HolidayTable;
  identity_digest: IdentityDigestTable;
  import_problem: ImportProblemTable;
  import_run: ImportRunTable;
  import_upload: ImportUploadTable;
  imported_supports: ImportedSupportsTable;
  invitation: InvitationTable;
  kept_form: KeptFormTable;
  mail: MailTable;
  milestone: MilestoneTable;
  milestone_change: MilestoneChangeTable;
  oidc_provider: OidcProviderTable;
  oidc_subject: OidcSubjectTable;
  once: OnceTable;
  opened_ballot: OpenedBallotTable;
  opening: OpeningTable;
  opinion: OpinionTable;
  opinion_answer: OpinionAnswerTable;
  opinion_submission: OpinionSubmissionTable;
  paper_ballot: PaperBallotTable;
  passkey: PasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
  person: PersonTable;
  person_account: PersonAccountTable;
  person_contact: PersonContactTable;
  person_forgotten: PersonForgottenTable;
  phase: PhaseTable;
  phase_act: PhaseActTable;
  phase_tick: PhaseTickTable;
  practice_guest: PracticeGuestTable;
  practice_mask: PracticeMaskTable;
  practice_order: PracticeOrderTable;
  privacy_acknowledgement: PrivacyAcknowledgementTable;
  privacy_answer: PrivacyAnswerTable;
  privacy_notice: PrivacyNoticeTable;
  privacy_request: PrivacyRequestTable;
  project: ProjectTable;
  project_correction: ProjectCorrectionTable;
  project_money: ProjectMoneyTable;
  project_redaction: ProjectRedactionTable;
  project_update: ProjectUpdateTable;
  proposal: ProposalTable;
  proposal_allowance: ProposalAllowanceTable;
  proposal_draft: ProposalDraftTable;
  proposal_outcome: ProposalOutcomeTable;
  proposal_photo: ProposalPhotoTable;
  proposal_redaction: ProposalRedactionTable;
  proposal_release: ProposalReleaseTable;
  proposal_version: ProposalVersionTable;
  proposal_withdrawal: ProposalWithdrawalTable;
  publication: PublicationTable;
  published_count: PublishedCountTable;
  published_proposal: PublishedProposalTable;
  recovery_code: RecoveryCodeTable;
  residence: ResidenceTable;
  resident_import: ResidentImportTable;
  resident_list_entry: ResidentListEntryTable;
  retention_run: RetentionRunTable;
  retention_term: RetentionTermTable;
  reveal: RevealTable;
  role_grant: RoleGrantTable;
  role_review: RoleReviewTable;
  roll_entry: RollEntryTable;
  second_factor: SecondFactorTable;
  session_assurance: SessionAssuranceTable;
  settlement: SettlementTable;
  support: SupportTable;
  tie_seed: TieSeedTable;
  zone: ZoneTable;
}

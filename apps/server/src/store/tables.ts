import type { Author } from "@sextant/model/access/author";
import type { Role } from "@sextant/model/access/may";
import type { Generated } from "kysely";
import type { AlertActRow, AlertRow } from "./alert.ts";
import type { AlertEvaluationRow, AlertStateRow } from "./alert-state.ts";
import type { ApprovalRow } from "./approval.ts";
import type { BehaviourRow } from "./behaviour.ts";
import type { ChannelRow } from "./channel.ts";
import type { CommentRow } from "./comment.ts";
import type { DefinitionEditRow } from "./definition-edit.ts";
import type { DeliveryAlertRow, DeliveryAttemptRow, DeliveryRow } from "./delivery.ts";
import type { ForecastRow } from "./forecast.ts";
import type { InboxRow } from "./inbox.ts";
import type { LeaseRow } from "./lease.ts";
import type { ObjectiveTables } from "./objective-tables.ts";
import type { StatusOverrideRow } from "./override.ts";
import type { PersonalTables } from "./personal-tables.ts";
import type { PracticeTables } from "./practice-tables.ts";
import type { ProposalRow } from "./proposal.ts";
import type { ReviewTables } from "./review-tables.ts";
import type { SignalRow } from "./signal.ts";
import type { SilenceRow } from "./silence.ts";
import type { SourceFileRow } from "./source-file.ts";
import type { SourceRunRow } from "./source-run.ts";
import type { SecretRow } from "./vault.ts";

/** A local account. Instants are epoch milliseconds; booleans are 0 or 1, so that both engines agree. */
interface AccountRow {
  id: string;
  name: string;
  /** Lower case, so that one address has one account. */
  email: string;
  password_hash: string;
  role: Role;
  created_at: number;
  disabled: 0 | 1;
}

/** A signed-in browser; the cookie's secret is kept as a hash only. */
interface SessionRow {
  id_hash: string;
  account_id: string;
  created_at: number;
  used_at: number;
  expires_at: number;
  csrf: string;
}

interface ApiTokenRow {
  id: string;
  name: string;
  role: Role;
  secret_hash: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

/** The one-time link that creates the owner; at most one row, with id 1. */
interface SetupLinkRow {
  id: number;
  token_hash: string;
  created_at: number;
  used_at: number | null;
}

/** One version of the meaning of a definition (K3). */
interface DefinitionVersionRow {
  type: string;
  id: string;
  version: number;
  hash: string;
  canonical: string;
  applied_at: number;
  applied_by: string;
  by_kind: Author["kind"];
  by_id: string;
}

/** The version of a definition that is in force, and where its author wrote it. */
interface DefinitionCurrentRow {
  type: string;
  id: string;
  version: number;
  hash: string;
  canonical: string;
  definition_json: string;
  file: string | null;
  line: number | null;
}

/** The YAML files in force, to the letter. */
interface DefinitionFileRow {
  path: string;
  text: string;
}

/** One batch of rows that landed in a dataset; acknowledged when the row is here (D1). */
interface LandingRow {
  dataset: string;
  sequence: number;
  /** First of the sequence numbers it stands for; null for a landing that stands for itself. */
  since: number | null;
  /** Unique within the dataset when not null (D2). */
  batch_key: string | null;
  rows: number;
  landed_at: number;
  min_time: number | null;
  max_time: number | null;
  kind: "file" | "pull" | "push";
  source_fingerprint: string | null;
}

interface ReceiptRow {
  id: string;
  at: number;
  body: string;
}

/** The standing of a KPI at its judged grain. */
interface StandingRow {
  kpi: string;
  grain: string;
  period_key: string | null;
  status: string;
  reason: string;
  computed: string;
  body: string;
  at: number;
}

interface FactRow {
  seq: Generated<number>;
  at: number;
  type: string;
  body: string;
}

/** How far a rollup in the warehouse has come. */
interface RollupRow {
  name: string;
  dataset: string;
  /** Of what it holds; another one means another table. */
  signature: string;
  /** Null where the dimension has too many values for a rollup to help. */
  through: number | null;
  since: number;
  /** Sequence number of the file whose rows it speaks of. */
  file_sequence: number | null;
  /** Times it was added to since its landings were last merged. */
  fills: number;
}

/** A small fact about the installation, by name. */
interface SettingRow {
  name: string;
  value: string;
}

/** Why a definition drifted (K5), until that ends. */
interface DriftRow {
  type: string;
  id: string;
  reason: string;
  input: string;
  since: number;
  body: string;
}

/** Every table of the store. */
export interface Tables extends PracticeTables, ReviewTables, ObjectiveTables, PersonalTables {
  account: AccountRow;
  session: SessionRow;
  api_token: ApiTokenRow;
  setup_link: SetupLinkRow;
  definition_version: DefinitionVersionRow;
  definition_current: DefinitionCurrentRow;
  definition_file: DefinitionFileRow;
  landing: LandingRow;
  receipt: ReceiptRow;
  standing: StandingRow;
  fact: FactRow;
  drift: DriftRow;
  definition_edit: DefinitionEditRow;
  approval: ApprovalRow;
  proposal: ProposalRow;
  comment: CommentRow;
  setting: SettingRow;
  rollup: RollupRow;
  alert_state: AlertStateRow;
  alert_evaluation: AlertEvaluationRow;
  alert: AlertRow;
  alert_act: AlertActRow;
  silence: SilenceRow;
  channel: ChannelRow;
  delivery: DeliveryRow;
  delivery_alert: DeliveryAlertRow;
  delivery_attempt: DeliveryAttemptRow;
  inbox: InboxRow;
  behaviour: BehaviourRow;
  signal: SignalRow;
  forecast: ForecastRow;
  status_override: StatusOverrideRow;
  secret: SecretRow;
  source_run: SourceRunRow;
  source_file: SourceFileRow;
  lease: LeaseRow;
}

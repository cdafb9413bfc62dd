-- The schema after the last migration, written by tools/dump-schema.ts. Change it by a new file in db/migrations.

CREATE OR REPLACE FUNCTION public.forget_attachments(of_event uuid, before_at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH gone AS (
    UPDATE goods_attachments a SET content = NULL, name = '' FROM consignments c
    WHERE a.event_id = of_event AND a.content IS NOT NULL AND c.event_id = a.event_id AND c.consignment_id = a.consignment_id AND c.ended_at < before_at RETURNING 1)
  SELECT count(*)::integer FROM gone;
$function$;

CREATE OR REPLACE FUNCTION public.forget_reads(of_event uuid, before_at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH gone AS (
    DELETE FROM read_log WHERE event_id = of_event AND read_at < least(before_at, (SELECT max(read_at) FROM read_log WHERE event_id = of_event) - interval '180 days') RETURNING 1)
  SELECT count(*)::integer FROM gone;
$function$;

CREATE TABLE action_log (
  event_id uuid NOT NULL,
  command_id uuid NOT NULL,
  action text NOT NULL,
  officer_id uuid,
  key_id uuid,
  station_id uuid,
  input_digest bytea NOT NULL,
  outcome text NOT NULL,
  answer jsonb NOT NULL,
  occurred_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE alarm_subjects (
  event_id uuid NOT NULL,
  alarm_id uuid NOT NULL,
  case_id uuid NOT NULL,
  obligation integer,
  bound_at timestamp with time zone NOT NULL,
  bound_by uuid
);

CREATE TABLE alarms (
  event_id uuid NOT NULL,
  alarm_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  ordinal integer NOT NULL,
  alarm_class text NOT NULL,
  raised_at timestamp with time zone NOT NULL,
  raw_sha256 bytea NOT NULL
);

CREATE TABLE appointments (
  event_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  window_id uuid NOT NULL,
  booked_at timestamp with time zone NOT NULL,
  booked_by uuid,
  ended_as text,
  ended_at timestamp with time zone
);

CREATE TABLE article_exits (
  event_id uuid NOT NULL,
  record_id uuid NOT NULL,
  "position" integer NOT NULL,
  left_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL
);

CREATE TABLE article_items (
  event_id uuid NOT NULL,
  record_id uuid NOT NULL,
  "position" integer NOT NULL,
  kind text NOT NULL,
  measure text NOT NULL,
  amount numeric NOT NULL,
  listed boolean,
  shown text[] NOT NULL,
  serial text,
  decision text NOT NULL,
  reference text,
  tax_fen bigint NOT NULL,
  leaves boolean NOT NULL
);

CREATE TABLE article_records (
  event_id uuid NOT NULL,
  record_id uuid NOT NULL,
  case_id uuid,
  accreditation text,
  traveller_class text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL
);

CREATE TABLE attendances (
  event_id uuid NOT NULL,
  attendance_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL,
  kind text NOT NULL,
  station_id uuid,
  happened_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE board_answer_persons (
  event_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  list_id uuid NOT NULL,
  status text NOT NULL
);

CREATE TABLE board_answers (
  event_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL,
  reference text,
  content text NOT NULL,
  sent_at timestamp with time zone NOT NULL
);

CREATE TABLE border_decision_lines (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric NOT NULL,
  serials text[] NOT NULL
);

CREATE TABLE border_decisions (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  kind text NOT NULL,
  whole boolean NOT NULL,
  step text,
  reason text NOT NULL,
  source text NOT NULL,
  place text NOT NULL,
  seals text[] NOT NULL,
  due_on date NOT NULL,
  content_hash text NOT NULL,
  follows uuid,
  proposed_at timestamp with time zone NOT NULL,
  proposed_by uuid NOT NULL
);

CREATE TABLE border_endings (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  ended_as text NOT NULL,
  evidence jsonb NOT NULL,
  freed_fen bigint NOT NULL,
  leaves_by date,
  ended_at timestamp with time zone NOT NULL,
  ended_by uuid NOT NULL
);

CREATE TABLE border_enforcements (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  obligation integer NOT NULL,
  signature_id uuid,
  stops_clock boolean NOT NULL,
  enforced_at timestamp with time zone NOT NULL,
  enforced_by uuid NOT NULL
);

CREATE TABLE border_extensions (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  due_on date NOT NULL,
  reason text NOT NULL,
  approval text NOT NULL,
  extended_at timestamp with time zone NOT NULL,
  extended_by uuid NOT NULL
);

CREATE TABLE call_up_messages (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  state text DEFAULT 'waiting'::text NOT NULL,
  settled_at timestamp with time zone,
  last_status text
);

CREATE TABLE call_up_notes (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  note_id uuid NOT NULL,
  person_id uuid,
  note text NOT NULL,
  reason text NOT NULL,
  noted_at timestamp with time zone NOT NULL,
  noted_by uuid
);

CREATE TABLE call_up_people (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL
);

CREATE TABLE call_ups (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  tier text NOT NULL,
  point_id uuid NOT NULL,
  skill text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  wanted integer NOT NULL,
  content jsonb NOT NULL,
  called_at timestamp with time zone NOT NULL,
  called_by uuid
);

CREATE TABLE carnet_items (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  item integer NOT NULL,
  items integer NOT NULL,
  description text NOT NULL,
  serial_numbers text[] NOT NULL,
  quantity bigint NOT NULL,
  value_fen bigint NOT NULL,
  origin text
);

CREATE TABLE carnet_record_items (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  "position" integer NOT NULL,
  item integer NOT NULL,
  quantity bigint NOT NULL
);

CREATE TABLE carnet_records (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  "position" integer NOT NULL,
  record_id uuid NOT NULL,
  command_id uuid NOT NULL,
  kind text NOT NULL,
  voucher text,
  day date NOT NULL,
  reexport_by date,
  place text,
  officer_id uuid,
  key_id uuid,
  recorded_at timestamp with time zone NOT NULL,
  consignment_id uuid
);

CREATE TABLE carnets (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  number text NOT NULL,
  association text NOT NULL,
  country text NOT NULL,
  holder text NOT NULL,
  issued_on date NOT NULL,
  valid_to date NOT NULL,
  duties_fen bigint NOT NULL,
  security_fen bigint NOT NULL,
  items integer NOT NULL,
  registered_at timestamp with time zone NOT NULL,
  recorded integer DEFAULT 0 NOT NULL
);

CREATE TABLE case_plans (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  pin integer NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  pinned_at timestamp with time zone NOT NULL,
  pinned_by uuid
);

CREATE TABLE cases (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  kind text NOT NULL,
  direction text NOT NULL,
  parent_id uuid,
  attributes jsonb NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  opened_by uuid,
  withdrawn_at timestamp with time zone
);

CREATE TABLE chain_settings (
  event_id uuid NOT NULL,
  point_id uuid NOT NULL,
  ordinal integer NOT NULL,
  content jsonb NOT NULL,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE client_certificate_decisions (
  event_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  ordinal integer NOT NULL,
  decision text NOT NULL,
  device_id uuid,
  reason text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  decided_by uuid
);

CREATE TABLE client_certificates (
  event_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  content bytea NOT NULL,
  subject text NOT NULL,
  issuer text NOT NULL,
  serial_number text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_until timestamp with time zone NOT NULL,
  came_by text NOT NULL,
  claimed_device uuid,
  known_at timestamp with time zone NOT NULL,
  known_by uuid
);

CREATE TABLE code_keys (
  event_id uuid NOT NULL,
  kid text NOT NULL,
  public_jwk jsonb NOT NULL,
  sealed bytea NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_until timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone
);

CREATE TABLE consignment_changes (
  event_id uuid NOT NULL,
  change_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  content jsonb,
  effect jsonb NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  asked_by uuid,
  granted boolean,
  decision_reason text,
  decided_at timestamp with time zone,
  decided_by uuid,
  successor_id uuid
);

CREATE TABLE consignments (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  cover text NOT NULL,
  party_id uuid NOT NULL,
  agent_id uuid,
  point_id uuid NOT NULL,
  venue text NOT NULL,
  expected_on date NOT NULL,
  leaves_by date,
  created_at timestamp with time zone NOT NULL,
  created_by uuid,
  ended_as text,
  ended_at timestamp with time zone,
  replaces uuid,
  pins_books boolean GENERATED ALWAYS AS (
CASE
    WHEN (ended_as IS NULL) THEN true
    ELSE NULL::boolean
END) STORED
);

CREATE TABLE custody_move_lines (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric NOT NULL,
  serials text[] NOT NULL
);

CREATE TABLE custody_moves (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  obligation integer NOT NULL,
  from_place text NOT NULL,
  to_place text NOT NULL,
  carrier text NOT NULL,
  seal_number text,
  due_at timestamp with time zone NOT NULL,
  authorised_at timestamp with time zone NOT NULL,
  authorised_by uuid NOT NULL
);

CREATE TABLE declaration_drafts (
  event_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  language text NOT NULL,
  sealed bytea NOT NULL,
  open_questions integer NOT NULL,
  saved_at timestamp with time zone NOT NULL
);

CREATE TABLE declaration_leaders (
  event_id uuid NOT NULL,
  leader_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  delegation text NOT NULL,
  pin_hash text NOT NULL,
  email text,
  language text NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone
);

CREATE TABLE declaration_versions (
  event_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  version integer NOT NULL,
  card_version text NOT NULL,
  language text NOT NULL,
  sealed bytea NOT NULL,
  kid text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_until timestamp with time zone NOT NULL,
  filed_at timestamp with time zone NOT NULL
);

CREATE TABLE declarations (
  event_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  case_id uuid,
  code_hash bytea NOT NULL,
  code_generation integer DEFAULT 1 NOT NULL,
  shared_hash bytea,
  birth_proof bytea,
  key_name text NOT NULL,
  wrapped_key bytea,
  origin text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  erased_at timestamp with time zone,
  erased_by text
);

CREATE TABLE device_checks (
  event_id uuid NOT NULL,
  check_id uuid NOT NULL,
  device_id uuid NOT NULL,
  kind text NOT NULL,
  passed boolean NOT NULL,
  performed_at timestamp with time zone NOT NULL,
  valid_until timestamp with time zone,
  measured jsonb NOT NULL,
  certificate text,
  condemns_since timestamp with time zone,
  note text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE device_decisions (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  ordinal integer NOT NULL,
  decision text NOT NULL,
  station_id uuid,
  key_digest bytea,
  settings jsonb NOT NULL,
  reason text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  decided_by uuid
);

CREATE TABLE device_events (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  ordinal integer NOT NULL,
  name text NOT NULL,
  level text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  subject text,
  case_id uuid,
  step text,
  reading jsonb NOT NULL,
  against text[] NOT NULL,
  record_id uuid
);

CREATE TABLE device_links (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  link text NOT NULL
);

CREATE TABLE device_messages (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  format text NOT NULL,
  transport text NOT NULL,
  sha256 bytea NOT NULL,
  content bytea,
  findings jsonb NOT NULL,
  refused jsonb,
  received_at timestamp with time zone NOT NULL
);

CREATE TABLE device_telemetry (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  measured_at timestamp with time zone NOT NULL,
  reading jsonb NOT NULL
);

CREATE TABLE device_templates (
  event_id uuid NOT NULL,
  template_id uuid NOT NULL,
  detector_model text NOT NULL,
  nuclide text NOT NULL,
  category text[] NOT NULL,
  source text NOT NULL,
  shape double precision[] NOT NULL,
  counted double precision NOT NULL,
  sha256 bytea NOT NULL,
  added_at timestamp with time zone NOT NULL,
  added_by uuid
);

CREATE TABLE devices (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  kind text NOT NULL,
  serial text NOT NULL,
  maker text NOT NULL,
  model text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  made_known_at timestamp with time zone NOT NULL,
  made_known_by uuid
);

CREATE TABLE discrepancies (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  ordinal integer NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  owner_id uuid,
  opened_at timestamp with time zone NOT NULL
);

CREATE TABLE dispositions (
  event_id uuid NOT NULL,
  disposition_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  line_id uuid NOT NULL,
  kind text NOT NULL,
  quantity numeric NOT NULL,
  evidence text NOT NULL,
  disposed_at timestamp with time zone NOT NULL,
  disposed_by uuid,
  place text
);

CREATE TABLE duty_hand_overs (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  point_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  given_by uuid NOT NULL,
  given_to uuid NOT NULL,
  note text NOT NULL,
  sheet_sha256 text NOT NULL,
  given_at timestamp with time zone NOT NULL
);

CREATE TABLE duty_takes (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  taken_by uuid NOT NULL,
  note text NOT NULL,
  taken_at timestamp with time zone NOT NULL
);

CREATE TABLE dwell_promises (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  ordinal integer NOT NULL,
  forecast_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  plan_version integer NOT NULL,
  p50_seconds integer NOT NULL,
  p95_seconds integer NOT NULL,
  over_target double precision NOT NULL,
  target_seconds integer NOT NULL,
  bottleneck text,
  staff_minutes double precision NOT NULL,
  quality text NOT NULL,
  promised_at timestamp with time zone NOT NULL,
  promised_by uuid
);

CREATE TABLE events (
  event_id uuid NOT NULL,
  code text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  time_zone text NOT NULL,
  clock jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE evidence_keys (
  event_id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  case_id uuid NOT NULL,
  record_id uuid NOT NULL
);

CREATE TABLE flight_movements (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  movement_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  source text NOT NULL,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE flights (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  designator text NOT NULL,
  flight_date date NOT NULL,
  direction text NOT NULL,
  point_id uuid NOT NULL,
  origin text NOT NULL,
  destination text NOT NULL,
  stops text[] DEFAULT '{}'::text[] NOT NULL,
  chartered boolean NOT NULL,
  seat_layout text
);

CREATE TABLE food_entries (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  seq integer NOT NULL,
  previous integer GENERATED ALWAYS AS ((NULLIF(seq, 1) - 1)) STORED,
  consignment_id uuid NOT NULL,
  command_id uuid NOT NULL,
  kind text NOT NULL,
  quantity numeric,
  taken numeric GENERATED ALWAYS AS ((- quantity)) STORED,
  from_place uuid,
  from_side text GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['store'::text, 'kitchen'::text, 'serve'::text, 'return'::text, 'dispose'::text])) THEN 'out'::text
    ELSE NULL::text
END) STORED,
  from_kind text GENERATED ALWAYS AS (
CASE kind
    WHEN 'serve'::text THEN 'kitchen'::text
    ELSE NULL::text
END) STORED,
  to_place uuid,
  to_side text GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['arrive'::text, 'store'::text, 'kitchen'::text])) THEN 'in'::text
    ELSE NULL::text
END) STORED,
  to_kind text,
  meal_id uuid,
  hold_id uuid,
  hold_obligation integer,
  lifted_by uuid,
  lifted_step text GENERATED ALWAYS AS (
CASE kind
    WHEN 'lift'::text THEN 'LOT-HOLD'::text
    ELSE NULL::text
END) STORED,
  lifted_as text GENERATED ALWAYS AS (
CASE kind
    WHEN 'lift'::text THEN 'passed'::text
    ELSE NULL::text
END) STORED,
  reason text NOT NULL,
  holds_before integer NOT NULL,
  holds_after integer NOT NULL,
  needs_serve text GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['kitchen'::text, 'serve'::text])) THEN 'serve'::text
    ELSE NULL::text
END) STORED,
  needs_release text GENERATED ALWAYS AS (
CASE
    WHEN ((kind = ANY (ARRAY['kitchen'::text, 'serve'::text])) OR ((kind = 'store'::text) AND (to_kind <> 'portStore'::text))) THEN 'release'::text
    ELSE NULL::text
END) STORED,
  needs_state text GENERATED ALWAYS AS ('open'::text) STORED NOT NULL,
  arrived numeric GENERATED ALWAYS AS (
CASE kind
    WHEN 'arrive'::text THEN quantity
    ELSE NULL::numeric
END) STORED,
  happened_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  officer_id uuid,
  key_id uuid
);

CREATE TABLE food_logs (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  ordinal integer NOT NULL,
  file_name text NOT NULL,
  content_hash text NOT NULL,
  readings jsonb NOT NULL,
  attached_at timestamp with time zone NOT NULL,
  attached_by uuid
);

CREATE TABLE food_lot_corrections (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  ordinal integer NOT NULL,
  corrects integer NOT NULL,
  previous integer GENERATED ALWAYS AS (NULLIF(corrects, 0)) STORED,
  lot_number text NOT NULL,
  producer_number text NOT NULL,
  importer_filing text NOT NULL,
  produced_on date NOT NULL,
  best_before date NOT NULL,
  origin text NOT NULL,
  reason text NOT NULL,
  corrected_at timestamp with time zone NOT NULL,
  corrected_by uuid
);

CREATE TABLE food_lots (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  "position" integer NOT NULL,
  lot_number text NOT NULL,
  producer_number text NOT NULL,
  importer_filing text NOT NULL,
  produced_on date NOT NULL,
  best_before date NOT NULL,
  quantity numeric NOT NULL,
  unit text NOT NULL,
  category text NOT NULL,
  storage text NOT NULL,
  origin text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  opened_by uuid
);

CREATE TABLE food_meals (
  event_id uuid NOT NULL,
  meal_id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_kind text GENERATED ALWAYS AS ('kitchen'::text) STORED NOT NULL,
  dish text NOT NULL,
  portions integer NOT NULL,
  served_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE food_places (
  event_id uuid NOT NULL,
  place_id uuid NOT NULL,
  kind text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  venue text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  opened_by uuid
);

CREATE TABLE food_producers (
  event_id uuid NOT NULL,
  row_id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  categories text[] NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  suspended_from date,
  source text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  imported_by uuid
);

CREATE TABLE food_recall_finds (
  event_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  ordinal integer NOT NULL,
  lot_id uuid NOT NULL,
  place_id uuid NOT NULL,
  meal_id uuid,
  quantity numeric NOT NULL,
  portions integer,
  hold_id uuid,
  outcome text,
  note text,
  ticked_at timestamp with time zone,
  ticked_by uuid,
  pin text GENERATED ALWAYS AS (
CASE
    WHEN (outcome IS NULL) THEN 'open'::text
    ELSE NULL::text
END) STORED
);

CREATE TABLE food_recalls (
  event_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  drill boolean NOT NULL,
  criteria jsonb NOT NULL,
  reason text NOT NULL,
  lots integer NOT NULL,
  milliseconds integer NOT NULL,
  called_at timestamp with time zone NOT NULL,
  called_by uuid NOT NULL,
  closed_at timestamp with time zone,
  closed_by uuid,
  closing_note text,
  state text GENERATED ALWAYS AS (
CASE
    WHEN (closed_at IS NULL) THEN 'open'::text
    ELSE 'closed'::text
END) STORED NOT NULL
);

CREATE TABLE food_stock (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  place_id uuid NOT NULL,
  "position" integer NOT NULL,
  previous integer GENERATED ALWAYS AS ((NULLIF("position", 1) - 1)) STORED,
  seq integer NOT NULL,
  side text NOT NULL,
  out_of uuid GENERATED ALWAYS AS (
CASE side
    WHEN 'out'::text THEN place_id
    ELSE NULL::uuid
END) STORED,
  into_place uuid GENERATED ALWAYS AS (
CASE side
    WHEN 'in'::text THEN place_id
    ELSE NULL::uuid
END) STORED,
  quantity_before numeric NOT NULL,
  change numeric NOT NULL,
  quantity_after numeric NOT NULL
);

CREATE TABLE forecasts (
  event_id uuid NOT NULL,
  forecast_id uuid NOT NULL,
  point_id uuid NOT NULL,
  day date NOT NULL,
  purpose text NOT NULL,
  settings_ordinal integer,
  seed bigint NOT NULL,
  replications integer NOT NULL,
  input jsonb NOT NULL,
  outcome jsonb NOT NULL,
  computed_at timestamp with time zone NOT NULL,
  computed_by uuid
);

CREATE TABLE form_attempts (
  event_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  subject bytea NOT NULL,
  succeeded boolean NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE form_sessions (
  event_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  declaration_id uuid,
  leader_id uuid,
  kiosk boolean DEFAULT false NOT NULL,
  blind boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

CREATE TABLE gates (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  gate text NOT NULL,
  passed_by uuid,
  state text GENERATED ALWAYS AS (
CASE
    WHEN (passed_by IS NULL) THEN 'shut'::text
    ELSE 'open'::text
END) STORED NOT NULL,
  bars_case uuid,
  bars_gate text,
  pin text GENERATED ALWAYS AS (
CASE
    WHEN ((passed_by IS NULL) AND (bars_case IS NOT NULL)) THEN 'shut'::text
    ELSE NULL::text
END) STORED
);

CREATE TABLE goods_attachments (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  sha256 bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  byte_count integer NOT NULL,
  content bytea,
  given_by text NOT NULL,
  supersedes bytea,
  reason text,
  kept_at timestamp with time zone NOT NULL,
  kept_by uuid
);

CREATE TABLE goods_books (
  event_id uuid NOT NULL,
  open boolean DEFAULT true NOT NULL,
  balance jsonb,
  closed_at timestamp with time zone,
  closed_by uuid
);

CREATE TABLE goods_declarations (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  version integer NOT NULL,
  number text NOT NULL,
  form text NOT NULL,
  timing text NOT NULL,
  list_version integer NOT NULL,
  content jsonb NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  filed_by uuid
);

CREATE TABLE goods_holds (
  event_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  obligation integer NOT NULL,
  agency text NOT NULL,
  reason text NOT NULL,
  next_actor text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  placed_by uuid NOT NULL,
  lot_id uuid,
  case_id uuid GENERATED ALWAYS AS (COALESCE(lot_id, consignment_id)) STORED NOT NULL
);

CREATE TABLE goods_lines (
  event_id uuid NOT NULL,
  line_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  "position" integer NOT NULL,
  hs_code text NOT NULL,
  description_en text NOT NULL,
  description_zh text NOT NULL,
  quantity numeric NOT NULL,
  unit text NOT NULL,
  value_fen bigint NOT NULL,
  closed numeric DEFAULT 0 NOT NULL,
  lotted numeric DEFAULT 0 NOT NULL,
  away numeric DEFAULT 0 NOT NULL
);

CREATE TABLE goods_lists (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  file_name text,
  line_count integer NOT NULL,
  serial_count integer NOT NULL,
  pieces integer NOT NULL,
  value_fen bigint NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  filed_by uuid
);

CREATE TABLE goods_serials (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  serial text NOT NULL,
  line_id uuid NOT NULL,
  disposition_id uuid
);

CREATE TABLE guarantee_balances (
  event_id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  kind text NOT NULL,
  ends_on date NOT NULL,
  entries integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  last_day date NOT NULL,
  limit_fen bigint NOT NULL,
  available_fen bigint NOT NULL,
  reserved_fen bigint NOT NULL,
  committed_fen bigint NOT NULL,
  claimed_fen bigint NOT NULL,
  called_fen bigint NOT NULL,
  paid_fen bigint NOT NULL,
  cash_paid_in_fen bigint NOT NULL,
  cash_held_fen bigint NOT NULL,
  refund_due_fen bigint NOT NULL,
  treasury_fen bigint NOT NULL
);

CREATE TABLE guarantee_claims (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  amount_fen bigint NOT NULL,
  open_fen bigint NOT NULL,
  quantity bigint NOT NULL,
  open_quantity bigint NOT NULL
);

CREATE TABLE guarantee_entries (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  "position" integer NOT NULL,
  command_id uuid NOT NULL,
  part integer NOT NULL,
  kind text NOT NULL,
  line_id uuid,
  cover integer,
  quantity bigint,
  undoes uuid,
  undoes_kind text GENERATED ALWAYS AS (
CASE kind
    WHEN 'reopen'::text THEN 'discharge'::text
    WHEN 'proofInTime'::text THEN 'claim'::text
    WHEN 'call'::text THEN 'claim'::text
    ELSE NULL::text
END) STORED,
  reason text,
  cap_fen bigint,
  deadline date,
  ends_on date,
  proof_by date,
  request_digest bytea NOT NULL,
  officer_id uuid,
  key_id uuid,
  posted_at timestamp with time zone NOT NULL,
  day date NOT NULL
);

CREATE TABLE guarantee_instruments (
  event_id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  kind text NOT NULL,
  reference text NOT NULL,
  guarantor text NOT NULL,
  begins_on date NOT NULL,
  ends_on date NOT NULL,
  claim_days integer NOT NULL,
  accepted_at timestamp with time zone NOT NULL
);

CREATE TABLE guarantee_lines (
  event_id uuid NOT NULL,
  line_id uuid NOT NULL,
  cover integer NOT NULL,
  instrument_id uuid NOT NULL,
  cap_fen bigint NOT NULL,
  deadline date NOT NULL,
  reserved_fen bigint NOT NULL,
  secured_fen bigint NOT NULL,
  committed_fen bigint NOT NULL,
  claimed_fen bigint NOT NULL,
  called_fen bigint NOT NULL,
  discharged_fen bigint NOT NULL,
  quantity_total bigint NOT NULL,
  quantity_closed bigint NOT NULL,
  quantity_claimed bigint NOT NULL,
  quantity_called bigint NOT NULL,
  is_open boolean GENERATED ALWAYS AS ((((reserved_fen + committed_fen) + claimed_fen) > 0)) STORED
);

CREATE TABLE guarantee_refunds (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  amount_fen bigint NOT NULL,
  due_on date NOT NULL,
  notice_on date,
  ended_as text
);

CREATE TABLE guarantee_transfers (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  leg integer NOT NULL,
  debit text NOT NULL,
  credit text NOT NULL,
  amount_fen bigint NOT NULL,
  line_id uuid
);

CREATE TABLE hand_over_offer_persons (
  event_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  case_id uuid NOT NULL
);

CREATE TABLE hand_over_offers (
  event_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL,
  vehicle text NOT NULL,
  cluster text NOT NULL,
  class text,
  receiver_id uuid NOT NULL,
  content_hash text NOT NULL,
  offered_by uuid NOT NULL,
  offered_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone
);

CREATE TABLE hand_over_persons (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  case_id uuid NOT NULL
);

CREATE TABLE hand_overs (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL,
  vehicle text NOT NULL,
  cluster text NOT NULL,
  count_given integer NOT NULL,
  count_received integer NOT NULL,
  giver text NOT NULL,
  receiver text NOT NULL,
  at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid,
  receiver_signature uuid
);

CREATE TABLE inspection_windows (
  event_id uuid NOT NULL,
  window_id uuid NOT NULL,
  point_id uuid NOT NULL,
  place_en text NOT NULL,
  place_zh text NOT NULL,
  dedicated boolean NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  officers integer NOT NULL,
  equipment text[] NOT NULL,
  capacity integer NOT NULL,
  booked integer DEFAULT 0 NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  opened_by uuid
);

CREATE TABLE journeys (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  seat text,
  booking_reference text,
  room_cluster text,
  found_outside_list boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE list_entries (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  "position" integer NOT NULL,
  entry_key text NOT NULL,
  flight_id uuid,
  traveller_id uuid,
  entry jsonb NOT NULL
);

CREATE TABLE lists (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  kind text NOT NULL,
  scope text NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  file_name text,
  digest bytea NOT NULL,
  declared jsonb NOT NULL,
  quarantined jsonb NOT NULL,
  committed_by uuid,
  received_at timestamp with time zone NOT NULL,
  envelope jsonb
);

CREATE TABLE mandates (
  event_id uuid NOT NULL,
  mandate_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  agent_id uuid NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  given_at timestamp with time zone NOT NULL,
  given_by uuid,
  revoked_at timestamp with time zone
);

CREATE TABLE match_decisions (
  event_id uuid NOT NULL,
  one_id uuid NOT NULL,
  other_id uuid NOT NULL,
  decision text NOT NULL,
  reasons jsonb NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone NOT NULL
);

CREATE TABLE messages (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  kind text NOT NULL,
  declaration_id uuid,
  leader_id uuid,
  ordinal integer NOT NULL,
  hours_before integer,
  address text NOT NULL,
  language text NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  state text DEFAULT 'waiting'::text NOT NULL,
  settled_at timestamp with time zone,
  last_status text
);

CREATE TABLE mission_bases (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  order_update_id integer NOT NULL,
  released_nodes integer NOT NULL,
  noted_at timestamp with time zone NOT NULL
);

CREATE TABLE mission_notes (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  ordinal integer NOT NULL,
  note text NOT NULL,
  detail text NOT NULL,
  noted_at timestamp with time zone NOT NULL,
  noted_by uuid
);

CREATE TABLE missions (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  device_id uuid NOT NULL,
  purpose text NOT NULL,
  alarm_id uuid,
  content jsonb NOT NULL,
  given_at timestamp with time zone NOT NULL,
  given_by uuid
);

CREATE TABLE obligations (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  ordinal integer NOT NULL,
  step text NOT NULL,
  bars text NOT NULL,
  owed_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  because text NOT NULL,
  plan_id uuid NOT NULL,
  plan_version integer NOT NULL,
  settled_by uuid,
  settled_as text,
  followed_by integer,
  pin text GENERATED ALWAYS AS (
CASE
    WHEN (settled_by IS NULL) THEN 'shut'::text
    ELSE NULL::text
END) STORED
);

CREATE TABLE officers (
  event_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  user_name text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  organisation text NOT NULL,
  roles text[] NOT NULL,
  station_id uuid,
  language text NOT NULL,
  password_hash text,
  external_subject text,
  persona boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone NOT NULL,
  disabled_at timestamp with time zone
);

CREATE TABLE organisation_keys (
  event_id uuid NOT NULL,
  key_id uuid NOT NULL,
  organisation text NOT NULL,
  roles text[] NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  revoked_at timestamp with time zone
);

CREATE TABLE parties (
  event_id uuid NOT NULL,
  party_id uuid NOT NULL,
  kind text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  registration text NOT NULL,
  contact text NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  filed_by uuid
);

CREATE TABLE party_decisions (
  event_id uuid NOT NULL,
  party_id uuid NOT NULL,
  ordinal integer NOT NULL,
  registered boolean NOT NULL,
  reason text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  decided_by uuid NOT NULL
);

CREATE TABLE party_members (
  event_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  party_id uuid NOT NULL,
  since timestamp with time zone NOT NULL
);

CREATE TABLE permit_draws (
  event_id uuid NOT NULL,
  draw_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  "position" integer NOT NULL,
  consignment_id uuid NOT NULL,
  line_position integer NOT NULL,
  quantity numeric NOT NULL,
  drawn_at timestamp with time zone NOT NULL,
  drawn_by uuid
);

CREATE TABLE permit_lines (
  event_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  "position" integer NOT NULL,
  hs_prefix text NOT NULL,
  description text NOT NULL,
  unit text NOT NULL,
  approved numeric NOT NULL,
  drawn numeric DEFAULT 0 NOT NULL,
  serials text[] NOT NULL
);

CREATE TABLE permits (
  event_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  authority text NOT NULL,
  party_id uuid NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  points text[] NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  entered_by uuid
);

CREATE TABLE plan_approvals (
  event_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  officer_id uuid NOT NULL,
  approved_at timestamp with time zone NOT NULL
);

CREATE TABLE plans (
  event_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL,
  document jsonb NOT NULL,
  based_on_plan uuid,
  based_on_version integer,
  created_by uuid,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE points_of_entry (
  event_id uuid NOT NULL,
  point_id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL
);

CREATE TABLE port_layouts (
  event_id uuid NOT NULL,
  layout_id uuid NOT NULL,
  point_id uuid NOT NULL,
  name text NOT NULL,
  content jsonb NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  saved_by uuid
);

CREATE TABLE press_kits (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  accreditation text NOT NULL,
  holder_name text NOT NULL,
  officer_id uuid,
  undertaking_version text,
  accepted_at timestamp with time zone,
  carnet_number text,
  leaves_on date NOT NULL
);

CREATE TABLE read_log (
  event_id uuid NOT NULL,
  read_id uuid NOT NULL,
  officer_id uuid,
  key_id uuid,
  view text NOT NULL,
  subject text NOT NULL,
  reason text,
  read_at timestamp with time zone NOT NULL
);

CREATE TABLE records (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  record_id uuid NOT NULL,
  ordinal integer NOT NULL,
  step text NOT NULL,
  outcome text NOT NULL,
  settles_as text GENERATED ALWAYS AS (
CASE outcome
    WHEN 'passed'::text THEN 'passed'::text
    WHEN 'not_applicable'::text THEN 'not_applicable'::text
    ELSE 'followed'::text
END) STORED NOT NULL,
  followed_by integer,
  needs_gate text,
  needs_state text GENERATED ALWAYS AS (
CASE
    WHEN (needs_gate IS NOT NULL) THEN 'open'::text
    ELSE NULL::text
END) STORED,
  evidence jsonb NOT NULL,
  rule text,
  corrects uuid,
  officer_id uuid,
  key_id uuid,
  station_id uuid,
  device_id text,
  offline boolean DEFAULT false NOT NULL,
  occurred_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE reference_rows (
  event_id uuid NOT NULL,
  row_id uuid NOT NULL,
  kind text NOT NULL,
  code text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  content jsonb NOT NULL,
  source text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  imported_by uuid NOT NULL
);

CREATE TABLE report_acknowledgements (
  event_id uuid NOT NULL,
  report_id uuid NOT NULL,
  recipient text NOT NULL,
  acknowledged_at timestamp with time zone NOT NULL,
  recorded_by uuid,
  key_id uuid
);

CREATE TABLE reports (
  event_id uuid NOT NULL,
  report_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL,
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  recipients text NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE retention_log (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  class text NOT NULL,
  what text NOT NULL,
  rule text NOT NULL,
  counts jsonb NOT NULL,
  destroyed_by uuid,
  destroyed_at timestamp with time zone NOT NULL
);

CREATE TABLE retention_settings (
  event_id uuid NOT NULL,
  setting_id uuid NOT NULL,
  class text NOT NULL,
  days integer NOT NULL,
  set_by uuid,
  set_at timestamp with time zone NOT NULL
);

CREATE TABLE robot_factsheets (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  ordinal integer NOT NULL,
  supported_zones text[] NOT NULL,
  noted_at timestamp with time zone NOT NULL
);

CREATE TABLE roster_absences (
  event_id uuid NOT NULL,
  absence_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL,
  kind text NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  note text NOT NULL,
  takes_back uuid,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE roster_acknowledgements (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  ordinal integer NOT NULL,
  person_id uuid NOT NULL,
  acknowledged_at timestamp with time zone NOT NULL
);

CREATE TABLE roster_assignments (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  person_id uuid NOT NULL,
  day date NOT NULL,
  ordinal integer NOT NULL,
  shift text,
  skill text,
  breaks_at integer[] NOT NULL,
  locked boolean NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL
);

CREATE TABLE roster_certificates (
  event_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL,
  skill text NOT NULL,
  number text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE roster_failures (
  event_id uuid NOT NULL,
  request_id uuid NOT NULL,
  reason text NOT NULL,
  failed_at timestamp with time zone NOT NULL
);

CREATE TABLE roster_people (
  event_id uuid NOT NULL,
  person_id uuid NOT NULL,
  ordinal integer NOT NULL,
  staff_number text NOT NULL,
  point_id uuid NOT NULL,
  tier text NOT NULL,
  content jsonb NOT NULL,
  officer_id uuid,
  active boolean NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE roster_requests (
  event_id uuid NOT NULL,
  request_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  content jsonb NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  asked_by uuid
);

CREATE TABLE roster_swap_answers (
  event_id uuid NOT NULL,
  swap_id uuid NOT NULL,
  answer text NOT NULL,
  note text NOT NULL,
  answered_at timestamp with time zone NOT NULL,
  answered_by uuid
);

CREATE TABLE roster_swaps (
  event_id uuid NOT NULL,
  swap_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  person_id uuid NOT NULL,
  day date NOT NULL,
  other_person_id uuid NOT NULL,
  other_day date,
  asked_at timestamp with time zone NOT NULL,
  asked_by uuid
);

CREATE TABLE roster_versions (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  ordinal integer NOT NULL,
  kind text NOT NULL,
  content jsonb NOT NULL,
  reason text NOT NULL,
  request_id uuid,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE roster_wishes (
  event_id uuid NOT NULL,
  wish_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer DEFAULT 1 NOT NULL,
  day date NOT NULL,
  shift text,
  weight integer NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE rosters (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  point_id uuid NOT NULL,
  first_day date NOT NULL,
  days integer NOT NULL,
  content jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL,
  made_by uuid
);

CREATE TABLE sample_movements (
  event_id uuid NOT NULL,
  movement_id uuid NOT NULL,
  tube_id text NOT NULL,
  kind text NOT NULL,
  pack_id text NOT NULL,
  officer_id uuid,
  counterpart text,
  at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE sessions (
  event_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  officer_id uuid NOT NULL,
  station_id uuid,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

CREATE TABLE shift_types (
  event_id uuid NOT NULL,
  shift text NOT NULL,
  ordinal integer NOT NULL,
  content jsonb NOT NULL,
  active boolean NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid
);

CREATE TABLE sign_in_attempts (
  event_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  user_name text NOT NULL,
  address text NOT NULL,
  succeeded boolean NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE signature_uses (
  event_id uuid NOT NULL,
  signature_id uuid NOT NULL,
  record_id uuid NOT NULL
);

CREATE TABLE signatures (
  event_id uuid NOT NULL,
  signature_id uuid NOT NULL,
  purpose text NOT NULL,
  case_id uuid NOT NULL,
  content jsonb NOT NULL,
  officer_id uuid NOT NULL,
  way text NOT NULL,
  witness_id uuid,
  signed_at timestamp with time zone NOT NULL
);

CREATE TABLE spectrum_advice (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  advice jsonb NOT NULL,
  advised_at timestamp with time zone NOT NULL
);

CREATE TABLE stations (
  event_id uuid NOT NULL,
  station_id uuid NOT NULL,
  point_id uuid NOT NULL,
  kind text NOT NULL,
  lane text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  closed_at timestamp with time zone
);

CREATE TABLE stay_extensions (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  ordinal integer NOT NULL,
  months integer NOT NULL,
  leaves_by date NOT NULL,
  reason text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  granted_by uuid NOT NULL
);

CREATE TABLE stock_moves (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  station_id uuid NOT NULL,
  item text NOT NULL,
  kind text NOT NULL,
  quantity integer NOT NULL,
  "least" integer,
  note text NOT NULL,
  moved_at timestamp with time zone NOT NULL,
  moved_by uuid
);

CREATE TABLE tax_assessments (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  ordinal integer NOT NULL,
  content jsonb NOT NULL,
  total_fen bigint NOT NULL,
  assessed_at timestamp with time zone NOT NULL,
  assessed_by uuid
);

CREATE TABLE traveller_documents (
  event_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  type text NOT NULL,
  number text NOT NULL,
  issuer text DEFAULT ''::text NOT NULL,
  expiry date
);

CREATE TABLE travellers (
  event_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  kind text NOT NULL,
  surname text NOT NULL,
  given_names text NOT NULL,
  native_name text,
  sex text,
  birth_date date,
  nationality text,
  delegation text,
  function text,
  accreditation_number text,
  flags jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE trust_keys (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  "position" integer NOT NULL,
  kid text,
  kids text[] NOT NULL,
  issuer text,
  country text,
  usages text[],
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  certificate bytea,
  public_key bytea NOT NULL
);

CREATE TABLE trust_lists (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  list_date date,
  file_name text NOT NULL,
  digest bytea NOT NULL,
  problems jsonb NOT NULL,
  imported_by uuid,
  imported_at timestamp with time zone NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone
);

CREATE TABLE webhook_deliveries (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  last_status text
);

CREATE TABLE webhook_endpoints (
  event_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  organisation text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  topics text[] NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  disabled_at timestamp with time zone
);

CREATE TABLE webhook_messages (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE zone_sets (
  event_id uuid NOT NULL,
  zone_set_id uuid NOT NULL,
  map_id text NOT NULL,
  zones jsonb NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  saved_by uuid
);

ALTER TABLE action_log ADD CONSTRAINT action_log_pkey PRIMARY KEY (event_id, command_id);
ALTER TABLE action_log ADD CONSTRAINT action_log_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])));
ALTER TABLE alarm_subjects ADD CONSTRAINT alarm_subjects_pkey PRIMARY KEY (event_id, alarm_id);
ALTER TABLE alarm_subjects ADD CONSTRAINT alarm_subjects_event_id_alarm_id_fkey FOREIGN KEY (event_id, alarm_id) REFERENCES alarms(event_id, alarm_id);
ALTER TABLE alarm_subjects ADD CONSTRAINT alarm_subjects_event_id_bound_by_fkey FOREIGN KEY (event_id, bound_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE alarm_subjects ADD CONSTRAINT alarm_subjects_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE alarm_subjects ADD CONSTRAINT alarm_subjects_event_id_case_id_obligation_fkey FOREIGN KEY (event_id, case_id, obligation) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE alarms ADD CONSTRAINT alarms_pkey PRIMARY KEY (event_id, alarm_id);
ALTER TABLE alarms ADD CONSTRAINT alarms_event_id_device_id_message_id_ordinal_key UNIQUE (event_id, device_id, message_id, ordinal);
ALTER TABLE alarms ADD CONSTRAINT alarms_event_id_alarm_id_fkey FOREIGN KEY (event_id, alarm_id) REFERENCES cases(event_id, case_id);
ALTER TABLE alarms ADD CONSTRAINT alarms_event_id_device_id_message_id_ordinal_fkey FOREIGN KEY (event_id, device_id, message_id, ordinal) REFERENCES device_events(event_id, device_id, message_id, ordinal);
ALTER TABLE appointments ADD CONSTRAINT appointments_pkey PRIMARY KEY (event_id, appointment_id);
ALTER TABLE appointments ADD CONSTRAINT appointments_check CHECK (((ended_as IS NULL) = (ended_at IS NULL)));
ALTER TABLE appointments ADD CONSTRAINT appointments_ended_as_check CHECK ((ended_as = ANY (ARRAY['kept'::text, 'missed'::text, 'cancelled'::text])));
ALTER TABLE appointments ADD CONSTRAINT appointments_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE appointments ADD CONSTRAINT appointments_event_id_window_id_fkey FOREIGN KEY (event_id, window_id) REFERENCES inspection_windows(event_id, window_id);
ALTER TABLE article_exits ADD CONSTRAINT article_exits_pkey PRIMARY KEY (event_id, record_id, "position");
ALTER TABLE article_exits ADD CONSTRAINT article_exits_event_id_record_id_position_fkey FOREIGN KEY (event_id, record_id, "position") REFERENCES article_items(event_id, record_id, "position");
ALTER TABLE article_exits ADD CONSTRAINT article_exits_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE article_items ADD CONSTRAINT article_items_pkey PRIMARY KEY (event_id, record_id, "position");
ALTER TABLE article_items ADD CONSTRAINT article_items_amount_check CHECK ((amount > (0)::numeric));
ALTER TABLE article_items ADD CONSTRAINT article_items_check CHECK (((listed IS NULL) OR (kind = 'medicine'::text)));
ALTER TABLE article_items ADD CONSTRAINT article_items_check1 CHECK (((reference IS NOT NULL) OR (decision <> ALL (ARRAY['taxed'::text, 'kept'::text]))));
ALTER TABLE article_items ADD CONSTRAINT article_items_check2 CHECK (((tax_fen = 0) OR (decision = 'taxed'::text)));
ALTER TABLE article_items ADD CONSTRAINT article_items_check3 CHECK (((NOT leaves) OR (decision = ANY (ARRAY['letIn'::text, 'declared'::text]))));
ALTER TABLE article_items ADD CONSTRAINT article_items_decision_check CHECK ((decision = ANY (ARRAY['letIn'::text, 'taxed'::text, 'kept'::text, 'returned'::text, 'declared'::text])));
ALTER TABLE article_items ADD CONSTRAINT article_items_position_check CHECK (("position" >= 1));
ALTER TABLE article_items ADD CONSTRAINT article_items_tax_fen_check CHECK ((tax_fen >= 0));
ALTER TABLE article_items ADD CONSTRAINT article_items_event_id_record_id_fkey FOREIGN KEY (event_id, record_id) REFERENCES article_records(event_id, record_id);
ALTER TABLE article_records ADD CONSTRAINT article_records_pkey PRIMARY KEY (event_id, record_id);
ALTER TABLE article_records ADD CONSTRAINT article_records_accreditation_check CHECK ((accreditation ~ '^[A-Z0-9-]{4,24}$'::text));
ALTER TABLE article_records ADD CONSTRAINT article_records_check CHECK (((case_id IS NULL) OR (accreditation IS NULL)));
ALTER TABLE article_records ADD CONSTRAINT article_records_traveller_class_check CHECK ((traveller_class = ANY (ARRAY['resident'::text, 'visitor'::text])));
ALTER TABLE article_records ADD CONSTRAINT article_records_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE article_records ADD CONSTRAINT article_records_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE article_records ADD CONSTRAINT article_records_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE attendances ADD CONSTRAINT attendances_pkey PRIMARY KEY (event_id, attendance_id);
ALTER TABLE attendances ADD CONSTRAINT attendances_kind_check CHECK ((kind = ANY (ARRAY['on'::text, 'off'::text])));
ALTER TABLE attendances ADD CONSTRAINT attendances_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE attendances ADD CONSTRAINT attendances_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE attendances ADD CONSTRAINT attendances_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE attendances ADD CONSTRAINT attendances_event_id_station_id_fkey FOREIGN KEY (event_id, station_id) REFERENCES stations(event_id, station_id);
ALTER TABLE board_answer_persons ADD CONSTRAINT board_answer_persons_pkey PRIMARY KEY (event_id, answer_id, traveller_id);
ALTER TABLE board_answer_persons ADD CONSTRAINT board_answer_persons_status_check CHECK ((status = ANY (ARRAY['0Z'::text, '1Z'::text, '2Z'::text])));
ALTER TABLE board_answer_persons ADD CONSTRAINT board_answer_persons_event_id_answer_id_fkey FOREIGN KEY (event_id, answer_id) REFERENCES board_answers(event_id, answer_id);
ALTER TABLE board_answer_persons ADD CONSTRAINT board_answer_persons_event_id_list_id_fkey FOREIGN KEY (event_id, list_id) REFERENCES lists(event_id, list_id);
ALTER TABLE board_answer_persons ADD CONSTRAINT board_answer_persons_event_id_traveller_id_fkey FOREIGN KEY (event_id, traveller_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE board_answers ADD CONSTRAINT board_answers_pkey PRIMARY KEY (event_id, answer_id);
ALTER TABLE board_answers ADD CONSTRAINT board_answers_event_id_reference_key UNIQUE (event_id, reference);
ALTER TABLE board_answers ADD CONSTRAINT board_answers_check CHECK (((kind = '132'::text) = (reference IS NOT NULL)));
ALTER TABLE board_answers ADD CONSTRAINT board_answers_kind_check CHECK ((kind = ANY (ARRAY['962'::text, '132'::text])));
ALTER TABLE board_answers ADD CONSTRAINT board_answers_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE border_decision_lines ADD CONSTRAINT border_decision_lines_pkey PRIMARY KEY (event_id, decision_id, line_id);
ALTER TABLE border_decision_lines ADD CONSTRAINT border_decision_lines_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE border_decision_lines ADD CONSTRAINT border_decision_lines_event_id_decision_id_fkey FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions(event_id, decision_id);
ALTER TABLE border_decision_lines ADD CONSTRAINT border_decision_lines_event_id_line_id_fkey FOREIGN KEY (event_id, line_id) REFERENCES goods_lines(event_id, line_id);
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_pkey PRIMARY KEY (event_id, decision_id);
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_kind_check CHECK ((kind = ANY (ARRAY['return'::text, 'destruction'::text, 'seizure'::text, 'confiscation'::text, 'treatment'::text])));
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_event_id_follows_fkey FOREIGN KEY (event_id, follows) REFERENCES border_decisions(event_id, decision_id);
ALTER TABLE border_decisions ADD CONSTRAINT border_decisions_event_id_proposed_by_fkey FOREIGN KEY (event_id, proposed_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE border_endings ADD CONSTRAINT border_endings_pkey PRIMARY KEY (event_id, decision_id);
ALTER TABLE border_endings ADD CONSTRAINT border_endings_ended_as_check CHECK ((ended_as = ANY (ARRAY['done'::text, 'lifted'::text, 'superseded'::text, 'withdrawn'::text])));
ALTER TABLE border_endings ADD CONSTRAINT border_endings_freed_fen_check CHECK ((freed_fen >= 0));
ALTER TABLE border_endings ADD CONSTRAINT border_endings_event_id_decision_id_fkey FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions(event_id, decision_id);
ALTER TABLE border_endings ADD CONSTRAINT border_endings_event_id_ended_by_fkey FOREIGN KEY (event_id, ended_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_pkey PRIMARY KEY (event_id, decision_id);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_event_id_signature_id_key UNIQUE (event_id, signature_id);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_event_id_consignment_id_obligation_fkey FOREIGN KEY (event_id, consignment_id, obligation) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_event_id_decision_id_fkey FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions(event_id, decision_id);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_event_id_enforced_by_fkey FOREIGN KEY (event_id, enforced_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE border_enforcements ADD CONSTRAINT border_enforcements_event_id_signature_id_fkey FOREIGN KEY (event_id, signature_id) REFERENCES signatures(event_id, signature_id);
ALTER TABLE border_extensions ADD CONSTRAINT border_extensions_pkey PRIMARY KEY (event_id, decision_id);
ALTER TABLE border_extensions ADD CONSTRAINT border_extensions_event_id_decision_id_fkey FOREIGN KEY (event_id, decision_id) REFERENCES border_enforcements(event_id, decision_id);
ALTER TABLE border_extensions ADD CONSTRAINT border_extensions_event_id_extended_by_fkey FOREIGN KEY (event_id, extended_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE call_up_messages ADD CONSTRAINT call_up_messages_pkey PRIMARY KEY (event_id, message_id);
ALTER TABLE call_up_messages ADD CONSTRAINT call_up_messages_event_id_call_up_id_person_id_kind_key UNIQUE (event_id, call_up_id, person_id, kind);
ALTER TABLE call_up_messages ADD CONSTRAINT call_up_messages_kind_check CHECK ((kind = ANY (ARRAY['called'::text, 'stoodDown'::text])));
ALTER TABLE call_up_messages ADD CONSTRAINT call_up_messages_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dropped'::text])));
ALTER TABLE call_up_messages ADD CONSTRAINT call_up_messages_event_id_call_up_id_person_id_fkey FOREIGN KEY (event_id, call_up_id, person_id) REFERENCES call_up_people(event_id, call_up_id, person_id);
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_pkey PRIMARY KEY (event_id, call_up_id, note_id);
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_check CHECK (((person_id IS NULL) = (note = ANY (ARRAY['approved'::text, 'refused'::text, 'stoodDown'::text]))));
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_note_check CHECK ((note = ANY (ARRAY['approved'::text, 'refused'::text, 'acknowledged'::text, 'declined'::text, 'arrived'::text, 'stoodDown'::text])));
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_event_id_call_up_id_fkey FOREIGN KEY (event_id, call_up_id) REFERENCES call_ups(event_id, call_up_id);
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_event_id_call_up_id_person_id_fkey FOREIGN KEY (event_id, call_up_id, person_id) REFERENCES call_up_people(event_id, call_up_id, person_id);
ALTER TABLE call_up_notes ADD CONSTRAINT call_up_notes_event_id_noted_by_fkey FOREIGN KEY (event_id, noted_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE call_up_people ADD CONSTRAINT call_up_people_pkey PRIMARY KEY (event_id, call_up_id, person_id);
ALTER TABLE call_up_people ADD CONSTRAINT call_up_people_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE call_up_people ADD CONSTRAINT call_up_people_event_id_call_up_id_fkey FOREIGN KEY (event_id, call_up_id) REFERENCES call_ups(event_id, call_up_id);
ALTER TABLE call_up_people ADD CONSTRAINT call_up_people_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE call_ups ADD CONSTRAINT call_ups_pkey PRIMARY KEY (event_id, call_up_id);
ALTER TABLE call_ups ADD CONSTRAINT call_ups_check CHECK ((ends_at > starts_at));
ALTER TABLE call_ups ADD CONSTRAINT call_ups_tier_check CHECK ((tier = ANY (ARRAY['front'::text, 'reserve'::text, 'emergency'::text])));
ALTER TABLE call_ups ADD CONSTRAINT call_ups_wanted_check CHECK ((wanted >= 1));
ALTER TABLE call_ups ADD CONSTRAINT call_ups_event_id_called_by_fkey FOREIGN KEY (event_id, called_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE call_ups ADD CONSTRAINT call_ups_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE carnet_items ADD CONSTRAINT carnet_items_pkey PRIMARY KEY (event_id, carnet_id, item);
ALTER TABLE carnet_items ADD CONSTRAINT carnet_items_frozen CHECK (((item >= 1) AND (item <= items)));
ALTER TABLE carnet_items ADD CONSTRAINT carnet_items_quantity_check CHECK ((quantity > 0));
ALTER TABLE carnet_items ADD CONSTRAINT carnet_items_value_fen_check CHECK ((value_fen >= 0));
ALTER TABLE carnet_items ADD CONSTRAINT carnet_items_event_id_carnet_id_items_fkey FOREIGN KEY (event_id, carnet_id, items) REFERENCES carnets(event_id, carnet_id, items);
ALTER TABLE carnet_record_items ADD CONSTRAINT carnet_record_items_pkey PRIMARY KEY (event_id, carnet_id, "position", item);
ALTER TABLE carnet_record_items ADD CONSTRAINT carnet_record_items_quantity_check CHECK ((quantity > 0));
ALTER TABLE carnet_record_items ADD CONSTRAINT carnet_record_items_event_id_carnet_id_item_fkey FOREIGN KEY (event_id, carnet_id, item) REFERENCES carnet_items(event_id, carnet_id, item);
ALTER TABLE carnet_record_items ADD CONSTRAINT carnet_record_items_event_id_carnet_id_position_fkey FOREIGN KEY (event_id, carnet_id, "position") REFERENCES carnet_records(event_id, carnet_id, "position");
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_pkey PRIMARY KEY (event_id, carnet_id, "position");
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_event_id_carnet_id_kind_voucher_key UNIQUE (event_id, carnet_id, kind, voucher);
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_event_id_command_id_key UNIQUE (event_id, command_id);
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_event_id_record_id_key UNIQUE (event_id, record_id);
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_kind_check CHECK ((kind = ANY (ARRAY['import'::text, 'reExport'::text, 'foreignImport'::text, 'dutyPaid'::text, 'destroyed'::text, 'seizure'::text, 'seizureEnd'::text, 'claim'::text, 'deposit'::text, 'withdrawal'::text])));
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_of_goods CHECK ((((consignment_id IS NULL) OR (kind = ANY (ARRAY['import'::text, 'reExport'::text, 'dutyPaid'::text, 'destroyed'::text, 'seizure'::text, 'seizureEnd'::text]))) AND ((reexport_by IS NULL) OR (kind = 'import'::text))));
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_position_check CHECK (("position" >= 1));
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_event_id_carnet_id_fkey FOREIGN KEY (event_id, carnet_id) REFERENCES carnets(event_id, carnet_id);
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE carnets ADD CONSTRAINT carnets_pkey PRIMARY KEY (event_id, carnet_id);
ALTER TABLE carnets ADD CONSTRAINT carnets_event_id_association_number_key UNIQUE (event_id, association, number);
ALTER TABLE carnets ADD CONSTRAINT carnets_event_id_carnet_id_items_key UNIQUE (event_id, carnet_id, items);
ALTER TABLE carnets ADD CONSTRAINT carnets_cap CHECK (((security_fen * 100) <= (duties_fen * 110)));
ALTER TABLE carnets ADD CONSTRAINT carnets_check CHECK (((valid_to >= issued_on) AND (valid_to < (issued_on + '1 year 1 day'::interval))));
ALTER TABLE carnets ADD CONSTRAINT carnets_country_check CHECK ((country ~ '^[A-Z]{3}$'::text));
ALTER TABLE carnets ADD CONSTRAINT carnets_duties_fen_check CHECK ((duties_fen >= 0));
ALTER TABLE carnets ADD CONSTRAINT carnets_items_check CHECK ((items >= 1));
ALTER TABLE carnets ADD CONSTRAINT carnets_number_check CHECK ((number <> ''::text));
ALTER TABLE carnets ADD CONSTRAINT carnets_recorded_check CHECK ((recorded >= 0));
ALTER TABLE carnets ADD CONSTRAINT carnets_security_fen_check CHECK ((security_fen >= 0));
ALTER TABLE carnets ADD CONSTRAINT carnets_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE case_plans ADD CONSTRAINT case_plans_pkey PRIMARY KEY (event_id, case_id, pin);
ALTER TABLE case_plans ADD CONSTRAINT case_plans_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE case_plans ADD CONSTRAINT case_plans_event_id_plan_id_version_fkey FOREIGN KEY (event_id, plan_id, version) REFERENCES plans(event_id, plan_id, version);
ALTER TABLE cases ADD CONSTRAINT cases_pkey PRIMARY KEY (event_id, case_id);
ALTER TABLE cases ADD CONSTRAINT cases_direction_check CHECK (((direction = ANY (ARRAY['arrival'::text, 'departure'::text, 'import'::text, 'response'::text])) AND ((direction = 'import'::text) = (kind = ANY (ARRAY['consignment'::text, 'lot'::text]))) AND ((direction = 'response'::text) = (kind = 'alarm'::text))));
ALTER TABLE cases ADD CONSTRAINT cases_kind_check CHECK ((kind = ANY (ARRAY['flight'::text, 'traveller'::text, 'consignment'::text, 'lot'::text, 'alarm'::text])));
ALTER TABLE cases ADD CONSTRAINT cases_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE cases ADD CONSTRAINT cases_event_id_parent_id_fkey FOREIGN KEY (event_id, parent_id) REFERENCES cases(event_id, case_id);
ALTER TABLE chain_settings ADD CONSTRAINT chain_settings_pkey PRIMARY KEY (event_id, point_id, ordinal);
ALTER TABLE chain_settings ADD CONSTRAINT chain_settings_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE chain_settings ADD CONSTRAINT chain_settings_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE chain_settings ADD CONSTRAINT chain_settings_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_pkey PRIMARY KEY (event_id, fingerprint, ordinal);
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_check CHECK (((decision = 'revoked'::text) OR (device_id IS NOT NULL)));
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_decision_check CHECK ((decision = ANY (ARRAY['bound'::text, 'revoked'::text])));
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_event_id_decided_by_fkey FOREIGN KEY (event_id, decided_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE client_certificate_decisions ADD CONSTRAINT client_certificate_decisions_event_id_fingerprint_fkey FOREIGN KEY (event_id, fingerprint) REFERENCES client_certificates(event_id, fingerprint);
ALTER TABLE client_certificates ADD CONSTRAINT client_certificates_pkey PRIMARY KEY (event_id, fingerprint);
ALTER TABLE client_certificates ADD CONSTRAINT client_certificates_came_by_check CHECK ((came_by = ANY (ARRAY['console'::text, 'mqtt'::text, 'http'::text, 'mllp'::text])));
ALTER TABLE client_certificates ADD CONSTRAINT client_certificates_fingerprint_check CHECK ((length(fingerprint) = 32));
ALTER TABLE client_certificates ADD CONSTRAINT client_certificates_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE client_certificates ADD CONSTRAINT client_certificates_event_id_known_by_fkey FOREIGN KEY (event_id, known_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE code_keys ADD CONSTRAINT code_keys_pkey PRIMARY KEY (event_id, kid);
ALTER TABLE code_keys ADD CONSTRAINT code_keys_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_pkey PRIMARY KEY (event_id, change_id);
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_check CHECK (((content IS NULL) = (kind = 'cancellation'::text)));
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_check1 CHECK (((granted IS NULL) = (decided_at IS NULL)));
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_kind_check CHECK ((kind = ANY (ARRAY['declaration'::text, 'list'::text, 'cancellation'::text])));
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE consignment_changes ADD CONSTRAINT consignment_changes_event_id_successor_id_fkey FOREIGN KEY (event_id, successor_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_pkey PRIMARY KEY (event_id, consignment_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_number_key UNIQUE (event_id, number);
ALTER TABLE consignments ADD CONSTRAINT consignments_check CHECK (((ended_as IS NULL) = (ended_at IS NULL)));
ALTER TABLE consignments ADD CONSTRAINT consignments_ended_as_check CHECK ((ended_as = ANY (ARRAY['closed'::text, 'cancelled'::text, 'replaced'::text])));
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_agent_id_fkey FOREIGN KEY (event_id, agent_id) REFERENCES parties(event_id, party_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES cases(event_id, case_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_party_id_fkey FOREIGN KEY (event_id, party_id) REFERENCES parties(event_id, party_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_event_id_replaces_fkey FOREIGN KEY (event_id, replaces) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE consignments ADD CONSTRAINT consignments_pin_books FOREIGN KEY (event_id, pins_books) REFERENCES goods_books(event_id, open);
ALTER TABLE custody_move_lines ADD CONSTRAINT custody_move_lines_pkey PRIMARY KEY (event_id, move_id, line_id);
ALTER TABLE custody_move_lines ADD CONSTRAINT custody_move_lines_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE custody_move_lines ADD CONSTRAINT custody_move_lines_event_id_line_id_fkey FOREIGN KEY (event_id, line_id) REFERENCES goods_lines(event_id, line_id);
ALTER TABLE custody_move_lines ADD CONSTRAINT custody_move_lines_event_id_move_id_fkey FOREIGN KEY (event_id, move_id) REFERENCES custody_moves(event_id, move_id);
ALTER TABLE custody_moves ADD CONSTRAINT custody_moves_pkey PRIMARY KEY (event_id, move_id);
ALTER TABLE custody_moves ADD CONSTRAINT custody_moves_event_id_consignment_id_obligation_key UNIQUE (event_id, consignment_id, obligation);
ALTER TABLE custody_moves ADD CONSTRAINT custody_moves_check CHECK ((from_place <> to_place));
ALTER TABLE custody_moves ADD CONSTRAINT custody_moves_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE custody_moves ADD CONSTRAINT custody_moves_event_id_consignment_id_obligation_fkey FOREIGN KEY (event_id, consignment_id, obligation) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE declaration_drafts ADD CONSTRAINT declaration_drafts_pkey PRIMARY KEY (event_id, declaration_id);
ALTER TABLE declaration_drafts ADD CONSTRAINT declaration_drafts_open_questions_check CHECK ((open_questions >= 0));
ALTER TABLE declaration_drafts ADD CONSTRAINT declaration_drafts_event_id_declaration_id_fkey FOREIGN KEY (event_id, declaration_id) REFERENCES declarations(event_id, declaration_id);
ALTER TABLE declaration_leaders ADD CONSTRAINT declaration_leaders_pkey PRIMARY KEY (event_id, leader_id);
ALTER TABLE declaration_leaders ADD CONSTRAINT declaration_leaders_event_id_code_hash_key UNIQUE (event_id, code_hash);
ALTER TABLE declaration_leaders ADD CONSTRAINT declaration_leaders_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE declaration_versions ADD CONSTRAINT declaration_versions_pkey PRIMARY KEY (event_id, declaration_id, version);
ALTER TABLE declaration_versions ADD CONSTRAINT declaration_versions_version_check CHECK ((version >= 1));
ALTER TABLE declaration_versions ADD CONSTRAINT declaration_versions_event_id_declaration_id_fkey FOREIGN KEY (event_id, declaration_id) REFERENCES declarations(event_id, declaration_id);
ALTER TABLE declarations ADD CONSTRAINT declarations_pkey PRIMARY KEY (event_id, declaration_id);
ALTER TABLE declarations ADD CONSTRAINT declarations_event_id_code_hash_key UNIQUE (event_id, code_hash);
ALTER TABLE declarations ADD CONSTRAINT declarations_event_id_shared_hash_key UNIQUE (event_id, shared_hash);
ALTER TABLE declarations ADD CONSTRAINT declarations_check CHECK (((erased_at IS NULL) = (wrapped_key IS NOT NULL)));
ALTER TABLE declarations ADD CONSTRAINT declarations_check1 CHECK (((erased_at IS NULL) = (erased_by IS NULL)));
ALTER TABLE declarations ADD CONSTRAINT declarations_erased_by_check CHECK ((erased_by = ANY (ARRAY['owner'::text, 'request'::text, 'retention'::text])));
ALTER TABLE declarations ADD CONSTRAINT declarations_origin_check CHECK ((origin = ANY (ARRAY['invited'::text, 'begun'::text])));
ALTER TABLE declarations ADD CONSTRAINT declarations_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES journeys(event_id, case_id);
ALTER TABLE declarations ADD CONSTRAINT declarations_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE declarations ADD CONSTRAINT declarations_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE device_checks ADD CONSTRAINT device_checks_pkey PRIMARY KEY (event_id, check_id);
ALTER TABLE device_checks ADD CONSTRAINT device_checks_check CHECK ((passed OR (valid_until IS NULL)));
ALTER TABLE device_checks ADD CONSTRAINT device_checks_check1 CHECK (((condemns_since IS NULL) OR ((NOT passed) AND (condemns_since <= performed_at))));
ALTER TABLE device_checks ADD CONSTRAINT device_checks_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE device_checks ADD CONSTRAINT device_checks_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_pkey PRIMARY KEY (event_id, device_id, ordinal);
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_check CHECK (((decision = 'approved'::text) = (key_digest IS NOT NULL)));
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'suspended'::text, 'retired'::text])));
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_event_id_decided_by_fkey FOREIGN KEY (event_id, decided_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE device_decisions ADD CONSTRAINT device_decisions_event_id_station_id_fkey FOREIGN KEY (event_id, station_id) REFERENCES stations(event_id, station_id);
ALTER TABLE device_events ADD CONSTRAINT device_events_pkey PRIMARY KEY (event_id, device_id, message_id, ordinal);
ALTER TABLE device_events ADD CONSTRAINT device_events_check CHECK (((record_id IS NULL) OR ((case_id IS NOT NULL) AND (against = '{}'::text[]))));
ALTER TABLE device_events ADD CONSTRAINT device_events_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE device_events ADD CONSTRAINT device_events_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE device_events ADD CONSTRAINT device_events_event_id_device_id_message_id_fkey FOREIGN KEY (event_id, device_id, message_id) REFERENCES device_messages(event_id, device_id, message_id);
ALTER TABLE device_events ADD CONSTRAINT device_events_event_id_record_id_fkey FOREIGN KEY (event_id, record_id) REFERENCES records(event_id, record_id);
ALTER TABLE device_links ADD CONSTRAINT device_links_pkey PRIMARY KEY (event_id, device_id, changed_at);
ALTER TABLE device_links ADD CONSTRAINT device_links_link_check CHECK ((link = ANY (ARRAY['online'::text, 'offline'::text, 'broken'::text])));
ALTER TABLE device_links ADD CONSTRAINT device_links_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE device_messages ADD CONSTRAINT device_messages_pkey PRIMARY KEY (event_id, device_id, message_id);
ALTER TABLE device_messages ADD CONSTRAINT device_messages_message_id_check CHECK ((message_id <> ''::text));
ALTER TABLE device_messages ADD CONSTRAINT device_messages_sha256_check CHECK ((length(sha256) = 32));
ALTER TABLE device_messages ADD CONSTRAINT device_messages_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE device_telemetry ADD CONSTRAINT device_telemetry_pkey PRIMARY KEY (event_id, device_id, measured_at);
ALTER TABLE device_telemetry ADD CONSTRAINT device_telemetry_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE device_templates ADD CONSTRAINT device_templates_pkey PRIMARY KEY (event_id, template_id);
ALTER TABLE device_templates ADD CONSTRAINT device_templates_detector_model_check CHECK ((detector_model <> ''::text));
ALTER TABLE device_templates ADD CONSTRAINT device_templates_nuclide_check CHECK ((nuclide <> ''::text));
ALTER TABLE device_templates ADD CONSTRAINT device_templates_sha256_check CHECK ((length(sha256) = 32));
ALTER TABLE device_templates ADD CONSTRAINT device_templates_source_check CHECK ((source <> ''::text));
ALTER TABLE device_templates ADD CONSTRAINT device_templates_event_id_added_by_fkey FOREIGN KEY (event_id, added_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE device_templates ADD CONSTRAINT device_templates_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE devices ADD CONSTRAINT devices_pkey PRIMARY KEY (event_id, device_id);
ALTER TABLE devices ADD CONSTRAINT devices_event_id_kind_serial_key UNIQUE (event_id, kind, serial);
ALTER TABLE devices ADD CONSTRAINT devices_serial_check CHECK ((serial <> ''::text));
ALTER TABLE devices ADD CONSTRAINT devices_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE devices ADD CONSTRAINT devices_event_id_made_known_by_fkey FOREIGN KEY (event_id, made_known_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE discrepancies ADD CONSTRAINT discrepancies_pkey PRIMARY KEY (event_id, flight_id, ordinal);
ALTER TABLE discrepancies ADD CONSTRAINT discrepancies_event_id_flight_id_subject_key UNIQUE (event_id, flight_id, subject);
ALTER TABLE discrepancies ADD CONSTRAINT discrepancies_event_id_flight_id_ordinal_fkey FOREIGN KEY (event_id, flight_id, ordinal) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE dispositions ADD CONSTRAINT dispositions_pkey PRIMARY KEY (event_id, disposition_id);
ALTER TABLE dispositions ADD CONSTRAINT dispositions_kind_check CHECK ((kind = ANY (ARRAY['reExport'::text, 'consumption'::text, 'dutyPaid'::text, 'donation'::text, 'destruction'::text, 'abandonment'::text, 'loss'::text, 'confiscation'::text])));
ALTER TABLE dispositions ADD CONSTRAINT dispositions_quantity_check CHECK ((quantity <> (0)::numeric));
ALTER TABLE dispositions ADD CONSTRAINT dispositions_event_id_line_id_fkey FOREIGN KEY (event_id, line_id) REFERENCES goods_lines(event_id, line_id);
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_pkey PRIMARY KEY (event_id, hand_over_id);
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_event_id_hand_over_id_given_to_key UNIQUE (event_id, hand_over_id, given_to);
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_check CHECK (((until_at > from_at) AND (until_at <= given_at)));
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_check1 CHECK ((given_to <> given_by));
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_sheet_sha256_check CHECK ((sheet_sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_event_id_given_by_fkey FOREIGN KEY (event_id, given_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_event_id_given_to_fkey FOREIGN KEY (event_id, given_to) REFERENCES officers(event_id, officer_id);
ALTER TABLE duty_hand_overs ADD CONSTRAINT duty_hand_overs_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE duty_takes ADD CONSTRAINT duty_takes_pkey PRIMARY KEY (event_id, hand_over_id);
ALTER TABLE duty_takes ADD CONSTRAINT duty_takes_event_id_hand_over_id_taken_by_fkey FOREIGN KEY (event_id, hand_over_id, taken_by) REFERENCES duty_hand_overs(event_id, hand_over_id, given_to);
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_pkey PRIMARY KEY (event_id, flight_id, ordinal);
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_check CHECK ((p95_seconds >= p50_seconds));
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_over_target_check CHECK (((over_target >= (0)::double precision) AND (over_target <= (1)::double precision)));
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_p50_seconds_check CHECK ((p50_seconds >= 0));
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_quality_check CHECK ((quality = ANY (ARRAY['live'::text, 'earlier'::text, 'average'::text])));
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_event_id_forecast_id_fkey FOREIGN KEY (event_id, forecast_id) REFERENCES forecasts(event_id, forecast_id);
ALTER TABLE dwell_promises ADD CONSTRAINT dwell_promises_event_id_promised_by_fkey FOREIGN KEY (event_id, promised_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (event_id);
ALTER TABLE events ADD CONSTRAINT events_code_key UNIQUE (code);
ALTER TABLE evidence_keys ADD CONSTRAINT evidence_keys_pkey PRIMARY KEY (event_id, kind, key);
ALTER TABLE evidence_keys ADD CONSTRAINT evidence_keys_event_id_record_id_fkey FOREIGN KEY (event_id, record_id) REFERENCES records(event_id, record_id);
ALTER TABLE flight_movements ADD CONSTRAINT flight_movements_pkey PRIMARY KEY (event_id, flight_id, movement_id);
ALTER TABLE flight_movements ADD CONSTRAINT flight_movements_kind_check CHECK ((kind = ANY (ARRAY['scheduled'::text, 'estimated'::text, 'landed'::text, 'onBlocks'::text, 'doorsOpen'::text, 'departed'::text, 'cancelled'::text])));
ALTER TABLE flight_movements ADD CONSTRAINT flight_movements_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE flights ADD CONSTRAINT flights_pkey PRIMARY KEY (event_id, flight_id);
ALTER TABLE flights ADD CONSTRAINT flights_event_id_designator_flight_date_direction_key UNIQUE (event_id, designator, flight_date, direction);
ALTER TABLE flights ADD CONSTRAINT flights_direction_check CHECK ((direction = ANY (ARRAY['arrival'::text, 'departure'::text])));
ALTER TABLE flights ADD CONSTRAINT flights_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES cases(event_id, case_id);
ALTER TABLE flights ADD CONSTRAINT flights_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_pkey PRIMARY KEY (event_id, lot_id, seq);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_seq_from_place_key UNIQUE (event_id, lot_id, seq, from_place);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_seq_holds_after_key UNIQUE (event_id, lot_id, seq, holds_after);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_seq_to_place_key UNIQUE (event_id, lot_id, seq, to_place);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check CHECK (((seq = 1) = (kind = 'arrive'::text)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check1 CHECK (((seq > 1) OR (holds_before = 0)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check2 CHECK (((quantity IS NULL) = (kind = ANY (ARRAY['hold'::text, 'lift'::text]))));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check3 CHECK (((from_place IS NULL) = (from_side IS NULL)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check4 CHECK ((((to_place IS NULL) = (to_side IS NULL)) AND ((to_place IS NULL) = (to_kind IS NULL))));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check5 CHECK (((to_kind IS NULL) OR ((kind = 'kitchen'::text) = (to_kind = 'kitchen'::text))));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check6 CHECK (((kind <> 'arrive'::text) OR (to_kind = 'portStore'::text)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check7 CHECK (((from_place IS DISTINCT FROM to_place) OR (from_place IS NULL)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check8 CHECK (((meal_id IS NULL) = (kind <> 'serve'::text)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_check9 CHECK ((((hold_id IS NULL) = (kind <> ALL (ARRAY['hold'::text, 'lift'::text]))) AND ((hold_id IS NULL) = (hold_obligation IS NULL)) AND ((lifted_by IS NOT NULL) = (kind = 'lift'::text))));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_held CHECK (((kind <> ALL (ARRAY['kitchen'::text, 'serve'::text])) OR (holds_before = 0)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_holds CHECK ((holds_after = (holds_before +
CASE kind
    WHEN 'hold'::text THEN 1
    WHEN 'lift'::text THEN '-1'::integer
    ELSE 0
END)));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_holds_after_check CHECK ((holds_after >= 0));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_holds_before_check CHECK ((holds_before >= 0));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_kind_check CHECK ((kind = ANY (ARRAY['arrive'::text, 'store'::text, 'kitchen'::text, 'serve'::text, 'return'::text, 'dispose'::text, 'hold'::text, 'lift'::text])));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_seq_check CHECK ((seq >= 1));
ALTER TABLE food_entries ADD CONSTRAINT food_entries_brought FOREIGN KEY (event_id, lot_id, seq, to_place, to_side, quantity) REFERENCES food_stock(event_id, lot_id, seq, place_id, side, change);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_from_place_from_kind_fkey FOREIGN KEY (event_id, from_place, from_kind) REFERENCES food_places(event_id, place_id, kind);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_hold_id_lot_id_hold_obligation_fkey FOREIGN KEY (event_id, hold_id, lot_id, hold_obligation) REFERENCES goods_holds(event_id, hold_id, lot_id, obligation);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_arrived_fkey FOREIGN KEY (event_id, lot_id, arrived) REFERENCES food_lots(event_id, lot_id, quantity);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_consignment_id_fkey FOREIGN KEY (event_id, lot_id, consignment_id) REFERENCES food_lots(event_id, lot_id, consignment_id);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_lot_id_lifted_by_hold_obligation_lif_fkey FOREIGN KEY (event_id, lot_id, lifted_by, hold_obligation, lifted_step, lifted_as) REFERENCES records(event_id, case_id, record_id, ordinal, step, settles_as);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_meal_id_from_place_fkey FOREIGN KEY (event_id, meal_id, from_place) REFERENCES food_meals(event_id, meal_id, place_id);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_event_id_to_place_to_kind_fkey FOREIGN KEY (event_id, to_place, to_kind) REFERENCES food_places(event_id, place_id, kind);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_follow FOREIGN KEY (event_id, lot_id, previous, holds_before) REFERENCES food_entries(event_id, lot_id, seq, holds_after);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_released FOREIGN KEY (event_id, consignment_id, needs_release, needs_state) REFERENCES gates(event_id, case_id, gate, state);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_served FOREIGN KEY (event_id, lot_id, needs_serve, needs_state) REFERENCES gates(event_id, case_id, gate, state);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_taken FOREIGN KEY (event_id, lot_id, seq, from_place, from_side, taken) REFERENCES food_stock(event_id, lot_id, seq, place_id, side, change);
ALTER TABLE food_logs ADD CONSTRAINT food_logs_pkey PRIMARY KEY (event_id, lot_id, ordinal);
ALTER TABLE food_logs ADD CONSTRAINT food_logs_event_id_lot_id_content_hash_key UNIQUE (event_id, lot_id, content_hash);
ALTER TABLE food_logs ADD CONSTRAINT food_logs_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE food_logs ADD CONSTRAINT food_logs_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE food_logs ADD CONSTRAINT food_logs_event_id_lot_id_fkey FOREIGN KEY (event_id, lot_id) REFERENCES food_lots(event_id, lot_id);
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_pkey PRIMARY KEY (event_id, lot_id, ordinal);
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_check CHECK ((best_before >= produced_on));
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_follow CHECK ((corrects = (ordinal - 1)));
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_lot_number_check CHECK ((lot_number <> ''::text));
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_reason_check CHECK ((length(reason) >= 3));
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_event_id_lot_id_fkey FOREIGN KEY (event_id, lot_id) REFERENCES food_lots(event_id, lot_id);
ALTER TABLE food_lot_corrections ADD CONSTRAINT food_lot_corrections_event_id_lot_id_previous_fkey FOREIGN KEY (event_id, lot_id, previous) REFERENCES food_lot_corrections(event_id, lot_id, ordinal);
ALTER TABLE food_lots ADD CONSTRAINT food_lots_pkey PRIMARY KEY (event_id, lot_id);
ALTER TABLE food_lots ADD CONSTRAINT food_lots_event_id_consignment_id_position_lot_number_key UNIQUE (event_id, consignment_id, "position", lot_number);
ALTER TABLE food_lots ADD CONSTRAINT food_lots_event_id_lot_id_consignment_id_key UNIQUE (event_id, lot_id, consignment_id);
ALTER TABLE food_lots ADD CONSTRAINT food_lots_event_id_lot_id_quantity_key UNIQUE (event_id, lot_id, quantity);
ALTER TABLE food_lots ADD CONSTRAINT food_lots_check CHECK ((best_before >= produced_on));
ALTER TABLE food_lots ADD CONSTRAINT food_lots_lot_number_check CHECK ((lot_number <> ''::text));
ALTER TABLE food_lots ADD CONSTRAINT food_lots_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE food_lots ADD CONSTRAINT food_lots_storage_check CHECK ((storage = ANY (ARRAY['ambient'::text, 'chilled'::text, 'frozen'::text])));
ALTER TABLE food_lots ADD CONSTRAINT food_lots_event_id_consignment_id_position_fkey FOREIGN KEY (event_id, consignment_id, "position") REFERENCES goods_lines(event_id, consignment_id, "position");
ALTER TABLE food_lots ADD CONSTRAINT food_lots_event_id_lot_id_fkey FOREIGN KEY (event_id, lot_id) REFERENCES cases(event_id, case_id);
ALTER TABLE food_meals ADD CONSTRAINT food_meals_pkey PRIMARY KEY (event_id, meal_id);
ALTER TABLE food_meals ADD CONSTRAINT food_meals_event_id_meal_id_place_id_key UNIQUE (event_id, meal_id, place_id);
ALTER TABLE food_meals ADD CONSTRAINT food_meals_dish_check CHECK ((dish <> ''::text));
ALTER TABLE food_meals ADD CONSTRAINT food_meals_portions_check CHECK ((portions >= 1));
ALTER TABLE food_meals ADD CONSTRAINT food_meals_event_id_place_id_place_kind_fkey FOREIGN KEY (event_id, place_id, place_kind) REFERENCES food_places(event_id, place_id, kind);
ALTER TABLE food_places ADD CONSTRAINT food_places_pkey PRIMARY KEY (event_id, place_id);
ALTER TABLE food_places ADD CONSTRAINT food_places_event_id_name_en_key UNIQUE (event_id, name_en);
ALTER TABLE food_places ADD CONSTRAINT food_places_event_id_place_id_kind_key UNIQUE (event_id, place_id, kind);
ALTER TABLE food_places ADD CONSTRAINT food_places_kind_check CHECK ((kind = ANY (ARRAY['portStore'::text, 'venueStore'::text, 'kitchen'::text])));
ALTER TABLE food_places ADD CONSTRAINT food_places_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE food_producers ADD CONSTRAINT food_producers_pkey PRIMARY KEY (event_id, row_id);
ALTER TABLE food_producers ADD CONSTRAINT food_producers_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)));
ALTER TABLE food_producers ADD CONSTRAINT food_producers_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_pkey PRIMARY KEY (event_id, recall_id, ordinal);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_check CHECK (((meal_id IS NULL) = (portions IS NULL)));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_check1 CHECK ((((outcome IS NULL) = (ticked_at IS NULL)) AND ((outcome IS NULL) = (ticked_by IS NULL))));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_check2 CHECK (((outcome IS NULL) OR (outcome = 'notFound'::text) OR ((outcome = 'informed'::text) = (meal_id IS NOT NULL))));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_outcome_check CHECK ((outcome = ANY (ARRAY['secured'::text, 'destroyed'::text, 'returned'::text, 'informed'::text, 'notFound'::text])));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_portions_check CHECK ((portions >= 1));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_event_id_hold_id_fkey FOREIGN KEY (event_id, hold_id) REFERENCES goods_holds(event_id, hold_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_event_id_lot_id_fkey FOREIGN KEY (event_id, lot_id) REFERENCES food_lots(event_id, lot_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_event_id_meal_id_fkey FOREIGN KEY (event_id, meal_id) REFERENCES food_meals(event_id, meal_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_event_id_place_id_fkey FOREIGN KEY (event_id, place_id) REFERENCES food_places(event_id, place_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_event_id_recall_id_fkey FOREIGN KEY (event_id, recall_id) REFERENCES food_recalls(event_id, recall_id);
ALTER TABLE food_recall_finds ADD CONSTRAINT food_recall_finds_pin FOREIGN KEY (event_id, recall_id, pin) REFERENCES food_recalls(event_id, recall_id, state);
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_pkey PRIMARY KEY (event_id, recall_id);
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_event_id_recall_id_state_key UNIQUE (event_id, recall_id, state);
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_check CHECK (((closed_at IS NULL) = (closed_by IS NULL)));
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_lots_check CHECK ((lots >= 0));
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_milliseconds_check CHECK ((milliseconds >= 0));
ALTER TABLE food_recalls ADD CONSTRAINT food_recalls_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_pkey PRIMARY KEY (event_id, lot_id, place_id, "position");
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_place_id_position_quantity_after_key UNIQUE (event_id, lot_id, place_id, "position", quantity_after);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_seq_place_id_side_change_key UNIQUE (event_id, lot_id, seq, place_id, side, change);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_seq_side_key UNIQUE (event_id, lot_id, seq, side);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_check CHECK (((side = 'out'::text) = (change < (0)::numeric)));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_check1 CHECK ((("position" > 1) OR (quantity_before = (0)::numeric)));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_never_negative CHECK ((quantity_after >= (0)::numeric));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_position_check CHECK (("position" >= 1));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_quantity_before_check CHECK ((quantity_before >= (0)::numeric));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_side_check CHECK ((side = ANY (ARRAY['in'::text, 'out'::text])));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_sum CHECK ((quantity_after = (quantity_before + change)));
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_seq_fkey FOREIGN KEY (event_id, lot_id, seq) REFERENCES food_entries(event_id, lot_id, seq);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_seq_into_place_fkey FOREIGN KEY (event_id, lot_id, seq, into_place) REFERENCES food_entries(event_id, lot_id, seq, to_place);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_lot_id_seq_out_of_fkey FOREIGN KEY (event_id, lot_id, seq, out_of) REFERENCES food_entries(event_id, lot_id, seq, from_place);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_event_id_place_id_fkey FOREIGN KEY (event_id, place_id) REFERENCES food_places(event_id, place_id);
ALTER TABLE food_stock ADD CONSTRAINT food_stock_follows FOREIGN KEY (event_id, lot_id, place_id, previous, quantity_before) REFERENCES food_stock(event_id, lot_id, place_id, "position", quantity_after);
ALTER TABLE forecasts ADD CONSTRAINT forecasts_pkey PRIMARY KEY (event_id, forecast_id);
ALTER TABLE forecasts ADD CONSTRAINT forecasts_purpose_check CHECK ((purpose = ANY (ARRAY['day'::text, 'whatIf'::text, 'staffing'::text])));
ALTER TABLE forecasts ADD CONSTRAINT forecasts_replications_check CHECK ((replications >= 1));
ALTER TABLE forecasts ADD CONSTRAINT forecasts_event_id_computed_by_fkey FOREIGN KEY (event_id, computed_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE forecasts ADD CONSTRAINT forecasts_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE forecasts ADD CONSTRAINT forecasts_event_id_point_id_settings_ordinal_fkey FOREIGN KEY (event_id, point_id, settings_ordinal) REFERENCES chain_settings(event_id, point_id, ordinal);
ALTER TABLE form_attempts ADD CONSTRAINT form_attempts_pkey PRIMARY KEY (event_id, attempt_id);
ALTER TABLE form_attempts ADD CONSTRAINT form_attempts_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE form_sessions ADD CONSTRAINT form_sessions_pkey PRIMARY KEY (event_id, token_hash);
ALTER TABLE form_sessions ADD CONSTRAINT form_sessions_check CHECK (((declaration_id IS NULL) <> (leader_id IS NULL)));
ALTER TABLE form_sessions ADD CONSTRAINT form_sessions_event_id_declaration_id_fkey FOREIGN KEY (event_id, declaration_id) REFERENCES declarations(event_id, declaration_id);
ALTER TABLE form_sessions ADD CONSTRAINT form_sessions_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE form_sessions ADD CONSTRAINT form_sessions_event_id_leader_id_fkey FOREIGN KEY (event_id, leader_id) REFERENCES declaration_leaders(event_id, leader_id);
ALTER TABLE gates ADD CONSTRAINT gates_pkey PRIMARY KEY (event_id, case_id, gate);
ALTER TABLE gates ADD CONSTRAINT gates_event_id_case_id_gate_state_key UNIQUE (event_id, case_id, gate, state);
ALTER TABLE gates ADD CONSTRAINT gates_check CHECK (((bars_case IS NULL) = (bars_gate IS NULL)));
ALTER TABLE gates ADD CONSTRAINT gates_event_id_bars_case_bars_gate_pin_fkey FOREIGN KEY (event_id, bars_case, bars_gate, pin) REFERENCES gates(event_id, case_id, gate, state);
ALTER TABLE gates ADD CONSTRAINT gates_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE gates ADD CONSTRAINT gates_event_id_passed_by_fkey FOREIGN KEY (event_id, passed_by) REFERENCES records(event_id, record_id);
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_pkey PRIMARY KEY (event_id, consignment_id, sha256);
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_event_id_consignment_id_supersedes_key UNIQUE (event_id, consignment_id, supersedes);
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_byte_count_check CHECK ((byte_count > 0));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_check CHECK (((content IS NULL) OR ((sha256(content) = sha256) AND (length(content) = byte_count))));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_check1 CHECK (((content IS NULL) = (name = ''::text)));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_check2 CHECK (((supersedes IS NULL) = (reason IS NULL)));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_check3 CHECK ((supersedes <> sha256));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_given_by_check CHECK ((given_by = ANY (ARRAY['trader'::text, 'officer'::text])));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_kind_check CHECK ((kind <> ''::text));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text])));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_sha256_check CHECK ((length(sha256) = 32));
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_event_id_consignment_id_supersedes_fkey FOREIGN KEY (event_id, consignment_id, supersedes) REFERENCES goods_attachments(event_id, consignment_id, sha256);
ALTER TABLE goods_attachments ADD CONSTRAINT goods_attachments_event_id_kept_by_fkey FOREIGN KEY (event_id, kept_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE goods_books ADD CONSTRAINT goods_books_pkey PRIMARY KEY (event_id);
ALTER TABLE goods_books ADD CONSTRAINT goods_books_event_id_open_key UNIQUE (event_id, open);
ALTER TABLE goods_books ADD CONSTRAINT goods_books_check CHECK (((open = (closed_at IS NULL)) AND (open = (balance IS NULL))));
ALTER TABLE goods_books ADD CONSTRAINT goods_books_event_id_closed_by_fkey FOREIGN KEY (event_id, closed_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE goods_books ADD CONSTRAINT goods_books_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_pkey PRIMARY KEY (event_id, consignment_id, version);
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_event_id_number_version_key UNIQUE (event_id, number, version);
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_form_check CHECK ((form = ANY (ARRAY['simplified'::text, 'full'::text])));
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_timing_check CHECK ((timing = ANY (ARRAY['advance'::text, 'onArrival'::text, 'twoStep'::text])));
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_version_check CHECK ((version >= 1));
ALTER TABLE goods_declarations ADD CONSTRAINT goods_declarations_event_id_consignment_id_list_version_fkey FOREIGN KEY (event_id, consignment_id, list_version) REFERENCES goods_lists(event_id, consignment_id, version);
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_pkey PRIMARY KEY (event_id, hold_id);
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_event_id_case_id_obligation_key UNIQUE (event_id, case_id, obligation);
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_event_id_hold_id_lot_id_obligation_key UNIQUE (event_id, hold_id, lot_id, obligation);
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_next_actor_check CHECK ((next_actor = ANY (ARRAY['customs'::text, 'agency'::text, 'trader'::text, 'organiser'::text])));
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_event_id_case_id_obligation_fkey FOREIGN KEY (event_id, case_id, obligation) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE goods_holds ADD CONSTRAINT goods_holds_event_id_lot_id_consignment_id_fkey FOREIGN KEY (event_id, lot_id, consignment_id) REFERENCES food_lots(event_id, lot_id, consignment_id);
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_pkey PRIMARY KEY (event_id, line_id);
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_event_id_consignment_id_position_key UNIQUE (event_id, consignment_id, "position");
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_away CHECK (((closed + away) <= quantity));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_away_check CHECK ((away >= (0)::numeric));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_check CHECK ((closed <= quantity));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_closed_check CHECK ((closed >= (0)::numeric));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_lotted CHECK ((lotted <= quantity));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_lotted_check CHECK ((lotted >= (0)::numeric));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_quantity_check CHECK ((quantity > (0)::numeric));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_value_fen_check CHECK ((value_fen >= 0));
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE goods_lists ADD CONSTRAINT goods_lists_pkey PRIMARY KEY (event_id, consignment_id, version);
ALTER TABLE goods_lists ADD CONSTRAINT goods_lists_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE goods_lists ADD CONSTRAINT goods_lists_version_check CHECK ((version >= 1));
ALTER TABLE goods_lists ADD CONSTRAINT goods_lists_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE goods_serials ADD CONSTRAINT goods_serials_pkey PRIMARY KEY (event_id, consignment_id, serial);
ALTER TABLE goods_serials ADD CONSTRAINT goods_serials_event_id_disposition_id_fkey FOREIGN KEY (event_id, disposition_id) REFERENCES dispositions(event_id, disposition_id);
ALTER TABLE goods_serials ADD CONSTRAINT goods_serials_event_id_line_id_fkey FOREIGN KEY (event_id, line_id) REFERENCES goods_lines(event_id, line_id);
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_pkey PRIMARY KEY (event_id, instrument_id);
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_available_fen_check CHECK ((available_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_called_fen_check CHECK ((called_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_cash CHECK (((((cash_held_fen + refund_due_fen) + treasury_fen) = cash_paid_in_fen) AND (cash_held_fen =
CASE kind
    WHEN 'cashDeposit'::text THEN (limit_fen - called_fen)
    ELSE (0)::bigint
END)));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_cash_held_fen_check CHECK ((cash_held_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_cash_paid_in_fen_check CHECK ((cash_paid_in_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_claimed_fen_check CHECK ((claimed_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_committed_fen_check CHECK ((committed_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_entries_check CHECK ((entries >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_limit_fen_check CHECK ((limit_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_paid_fen_check CHECK ((paid_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_refund_due_fen_check CHECK ((refund_due_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_reserved_fen_check CHECK ((reserved_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_sum CHECK ((((((available_fen + reserved_fen) + committed_fen) + claimed_fen) + called_fen) = limit_fen));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_treasury_fen_check CHECK ((treasury_fen >= 0));
ALTER TABLE guarantee_balances ADD CONSTRAINT guarantee_balances_event_id_instrument_id_kind_fkey FOREIGN KEY (event_id, instrument_id, kind) REFERENCES guarantee_instruments(event_id, instrument_id, kind);
ALTER TABLE guarantee_claims ADD CONSTRAINT guarantee_claims_pkey PRIMARY KEY (event_id, entry_id);
ALTER TABLE guarantee_claims ADD CONSTRAINT guarantee_claims_amount_fen_check CHECK ((amount_fen >= 0));
ALTER TABLE guarantee_claims ADD CONSTRAINT guarantee_claims_check CHECK ((((open_fen >= 0) AND (open_fen <= amount_fen)) AND ((open_quantity >= 0) AND (open_quantity <= quantity))));
ALTER TABLE guarantee_claims ADD CONSTRAINT guarantee_claims_quantity_check CHECK ((quantity > 0));
ALTER TABLE guarantee_claims ADD CONSTRAINT guarantee_claims_event_id_entry_id_fkey FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries(event_id, entry_id);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_pkey PRIMARY KEY (event_id, entry_id);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_event_id_command_id_part_key UNIQUE (event_id, command_id, part);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_event_id_entry_id_instrument_id_kind_key UNIQUE (event_id, entry_id, instrument_id, kind);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_event_id_instrument_id_position_key UNIQUE (event_id, instrument_id, "position");
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_cap_fen_check CHECK ((cap_fen > 0));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_check CHECK (((line_id IS NULL) = (cover IS NULL)));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_check1 CHECK (((undoes IS NULL) = (kind <> ALL (ARRAY['reopen'::text, 'proofInTime'::text, 'call'::text, 'refundPaid'::text, 'refundNotice'::text, 'refundForfeit'::text]))));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_kind_check CHECK ((kind = ANY (ARRAY['accept'::text, 'increase'::text, 'decrease'::text, 'expire'::text, 'extend'::text, 'reserve'::text, 'releaseReserve'::text, 'commit'::text, 'discharge'::text, 'reopen'::text, 'claim'::text, 'proofInTime'::text, 'call'::text, 'reinstate'::text, 'refundPaid'::text, 'refundNotice'::text, 'refundForfeit'::text, 'moveOut'::text, 'moveIn'::text, 'extendLine'::text])));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_part_check CHECK ((part >= 1));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_position_check CHECK (("position" >= 1));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_quantity_check CHECK ((quantity > 0));
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_event_id_instrument_id_fkey FOREIGN KEY (event_id, instrument_id) REFERENCES guarantee_instruments(event_id, instrument_id);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_event_id_undoes_fkey FOREIGN KEY (event_id, undoes) REFERENCES guarantee_entries(event_id, entry_id);
ALTER TABLE guarantee_entries ADD CONSTRAINT guarantee_entries_undoes_the_like FOREIGN KEY (event_id, undoes, instrument_id, undoes_kind) REFERENCES guarantee_entries(event_id, entry_id, instrument_id, kind);
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_pkey PRIMARY KEY (event_id, instrument_id);
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_event_id_instrument_id_kind_key UNIQUE (event_id, instrument_id, kind);
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_event_id_reference_key UNIQUE (event_id, reference);
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_check CHECK ((ends_on >= begins_on));
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_claim_days_check CHECK ((claim_days >= 0));
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_kind_check CHECK ((kind = ANY (ARRAY['bankLetter'::text, 'cashDeposit'::text, 'insurerBond'::text, 'carnet'::text, 'waiver'::text])));
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_reference_check CHECK ((reference <> ''::text));
ALTER TABLE guarantee_instruments ADD CONSTRAINT guarantee_instruments_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_pkey PRIMARY KEY (event_id, line_id, cover);
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_called_fen_check CHECK ((called_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_cap CHECK ((((reserved_fen + secured_fen) <= cap_fen) AND ((reserved_fen = 0) OR (secured_fen = 0))));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_claimed_fen_check CHECK ((claimed_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_closed CHECK (((((quantity_closed + quantity_claimed) + quantity_called) < quantity_total) OR ((reserved_fen + committed_fen) = 0)));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_committed_fen_check CHECK ((committed_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_cover_check CHECK ((cover >= 1));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_discharged_fen_check CHECK ((discharged_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_quantity CHECK ((((quantity_closed + quantity_claimed) + quantity_called) <= quantity_total));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_quantity_called_check CHECK ((quantity_called >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_quantity_claimed_check CHECK ((quantity_claimed >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_quantity_closed_check CHECK ((quantity_closed >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_quantity_total_check CHECK ((quantity_total > 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_reserved_fen_check CHECK ((reserved_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_secured_fen_check CHECK ((secured_fen >= 0));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_sum CHECK ((committed_fen = (((secured_fen - discharged_fen) - claimed_fen) - called_fen)));
ALTER TABLE guarantee_lines ADD CONSTRAINT guarantee_lines_event_id_instrument_id_fkey FOREIGN KEY (event_id, instrument_id) REFERENCES guarantee_balances(event_id, instrument_id);
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_pkey PRIMARY KEY (event_id, entry_id);
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_amount_fen_check CHECK ((amount_fen > 0));
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_check CHECK ((notice_on >= due_on));
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_check1 CHECK (((ended_as IS DISTINCT FROM 'treasury'::text) OR (notice_on IS NOT NULL)));
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_ended_as_check CHECK ((ended_as = ANY (ARRAY['paid'::text, 'treasury'::text])));
ALTER TABLE guarantee_refunds ADD CONSTRAINT guarantee_refunds_event_id_entry_id_fkey FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries(event_id, entry_id);
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_pkey PRIMARY KEY (event_id, entry_id, leg);
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_accounts CHECK (((((((((((((((((((debit = 'available'::text) AND (credit = 'limit'::text)) OR ((debit = 'limit'::text) AND (credit = 'available'::text))) OR ((debit = 'reserved'::text) AND (credit = 'available'::text))) OR ((debit = 'available'::text) AND (credit = 'reserved'::text))) OR ((debit = 'committed'::text) AND (credit = 'reserved'::text))) OR ((debit = 'committed'::text) AND (credit = 'available'::text))) OR ((debit = 'available'::text) AND (credit = 'committed'::text))) OR ((debit = 'claimed'::text) AND (credit = 'committed'::text))) OR ((debit = 'committed'::text) AND (credit = 'claimed'::text))) OR ((debit = 'called'::text) AND (credit = 'claimed'::text))) OR ((debit = 'available'::text) AND (credit = 'called'::text))) OR ((debit = 'paid'::text) AND (credit = 'assessed'::text))) OR ((debit = 'cash_held'::text) AND (credit = 'cash_paid_in'::text))) OR ((debit = 'refund_due'::text) AND (credit = 'cash_held'::text))) OR ((debit = 'cash_paid_in'::text) AND (credit = 'refund_due'::text))) OR ((debit = 'treasury'::text) AND (credit = 'refund_due'::text))) OR ((debit = 'treasury'::text) AND (credit = 'cash_held'::text))));
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_amount_fen_check CHECK ((amount_fen > 0));
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_check CHECK (((line_id IS NOT NULL) = ((debit = ANY (ARRAY['reserved'::text, 'committed'::text, 'claimed'::text, 'paid'::text])) OR (credit = ANY (ARRAY['reserved'::text, 'committed'::text, 'claimed'::text, 'assessed'::text])))));
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_leg_check CHECK ((leg >= 1));
ALTER TABLE guarantee_transfers ADD CONSTRAINT guarantee_transfers_event_id_entry_id_fkey FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries(event_id, entry_id);
ALTER TABLE hand_over_offer_persons ADD CONSTRAINT hand_over_offer_persons_pkey PRIMARY KEY (event_id, offer_id, case_id);
ALTER TABLE hand_over_offer_persons ADD CONSTRAINT hand_over_offer_persons_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES journeys(event_id, case_id);
ALTER TABLE hand_over_offer_persons ADD CONSTRAINT hand_over_offer_persons_event_id_offer_id_fkey FOREIGN KEY (event_id, offer_id) REFERENCES hand_over_offers(event_id, offer_id);
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_pkey PRIMARY KEY (event_id, offer_id);
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_check CHECK (((kind = 'abnormal'::text) = (class IS NOT NULL)));
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_check1 CHECK ((receiver_id <> offered_by));
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_class_check CHECK ((class = ANY (ARRAY['confirmed'::text, 'suspected'::text, 'symptomatic'::text, 'closeContact'::text])));
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_kind_check CHECK ((kind = ANY (ARRAY['normal'::text, 'abnormal'::text])));
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_event_id_offered_by_fkey FOREIGN KEY (event_id, offered_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE hand_over_offers ADD CONSTRAINT hand_over_offers_event_id_receiver_id_fkey FOREIGN KEY (event_id, receiver_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE hand_over_persons ADD CONSTRAINT hand_over_persons_pkey PRIMARY KEY (event_id, hand_over_id, case_id);
ALTER TABLE hand_over_persons ADD CONSTRAINT hand_over_persons_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES journeys(event_id, case_id);
ALTER TABLE hand_over_persons ADD CONSTRAINT hand_over_persons_event_id_hand_over_id_fkey FOREIGN KEY (event_id, hand_over_id) REFERENCES hand_overs(event_id, hand_over_id);
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_pkey PRIMARY KEY (event_id, hand_over_id);
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_event_id_receiver_signature_key UNIQUE (event_id, receiver_signature);
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_check CHECK ((count_given = count_received));
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_count_given_check CHECK ((count_given >= 1));
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_kind_check CHECK ((kind = ANY (ARRAY['normal'::text, 'abnormal'::text])));
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE hand_overs ADD CONSTRAINT hand_overs_event_id_receiver_signature_fkey FOREIGN KEY (event_id, receiver_signature) REFERENCES signatures(event_id, signature_id);
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_pkey PRIMARY KEY (event_id, window_id);
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_event_id_point_id_place_en_starts_at_key UNIQUE (event_id, point_id, place_en, starts_at);
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_booked_check CHECK ((booked >= 0));
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_capacity CHECK ((booked <= capacity));
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_capacity_check CHECK (((capacity >= 1) AND (capacity <= 500)));
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_check CHECK ((ends_at > starts_at));
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_officers_check CHECK ((officers >= 1));
ALTER TABLE inspection_windows ADD CONSTRAINT inspection_windows_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE journeys ADD CONSTRAINT journeys_pkey PRIMARY KEY (event_id, case_id);
ALTER TABLE journeys ADD CONSTRAINT journeys_event_id_flight_id_traveller_id_key UNIQUE (event_id, flight_id, traveller_id);
ALTER TABLE journeys ADD CONSTRAINT journeys_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE journeys ADD CONSTRAINT journeys_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE journeys ADD CONSTRAINT journeys_event_id_traveller_id_fkey FOREIGN KEY (event_id, traveller_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE list_entries ADD CONSTRAINT list_entries_pkey PRIMARY KEY (event_id, list_id, "position");
ALTER TABLE list_entries ADD CONSTRAINT list_entries_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE list_entries ADD CONSTRAINT list_entries_event_id_list_id_fkey FOREIGN KEY (event_id, list_id) REFERENCES lists(event_id, list_id);
ALTER TABLE list_entries ADD CONSTRAINT list_entries_event_id_traveller_id_fkey FOREIGN KEY (event_id, traveller_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE lists ADD CONSTRAINT lists_pkey PRIMARY KEY (event_id, list_id);
ALTER TABLE lists ADD CONSTRAINT lists_event_id_kind_scope_version_key UNIQUE (event_id, kind, scope, version);
ALTER TABLE lists ADD CONSTRAINT lists_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'airline'::text, 'declaration'::text])));
ALTER TABLE lists ADD CONSTRAINT lists_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE mandates ADD CONSTRAINT mandates_pkey PRIMARY KEY (event_id, mandate_id);
ALTER TABLE mandates ADD CONSTRAINT mandates_check CHECK ((valid_until >= valid_from));
ALTER TABLE mandates ADD CONSTRAINT mandates_check1 CHECK ((principal_id <> agent_id));
ALTER TABLE mandates ADD CONSTRAINT mandates_event_id_agent_id_fkey FOREIGN KEY (event_id, agent_id) REFERENCES parties(event_id, party_id);
ALTER TABLE mandates ADD CONSTRAINT mandates_event_id_principal_id_fkey FOREIGN KEY (event_id, principal_id) REFERENCES parties(event_id, party_id);
ALTER TABLE match_decisions ADD CONSTRAINT match_decisions_pkey PRIMARY KEY (event_id, one_id, other_id);
ALTER TABLE match_decisions ADD CONSTRAINT match_decisions_check CHECK ((one_id < other_id));
ALTER TABLE match_decisions ADD CONSTRAINT match_decisions_decision_check CHECK ((decision = ANY (ARRAY['same'::text, 'different'::text])));
ALTER TABLE match_decisions ADD CONSTRAINT match_decisions_event_id_one_id_fkey FOREIGN KEY (event_id, one_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE match_decisions ADD CONSTRAINT match_decisions_event_id_other_id_fkey FOREIGN KEY (event_id, other_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE messages ADD CONSTRAINT messages_pkey PRIMARY KEY (event_id, message_id);
ALTER TABLE messages ADD CONSTRAINT messages_event_id_declaration_id_ordinal_key UNIQUE (event_id, declaration_id, ordinal);
ALTER TABLE messages ADD CONSTRAINT messages_event_id_leader_id_ordinal_key UNIQUE (event_id, leader_id, ordinal);
ALTER TABLE messages ADD CONSTRAINT messages_check CHECK (((kind = 'leader'::text) = (leader_id IS NOT NULL)));
ALTER TABLE messages ADD CONSTRAINT messages_check1 CHECK (((kind = 'leader'::text) = (declaration_id IS NULL)));
ALTER TABLE messages ADD CONSTRAINT messages_check2 CHECK (((state = 'waiting'::text) = (settled_at IS NULL)));
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text, 'leader'::text])));
ALTER TABLE messages ADD CONSTRAINT messages_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE messages ADD CONSTRAINT messages_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dropped'::text])));
ALTER TABLE messages ADD CONSTRAINT messages_event_id_declaration_id_fkey FOREIGN KEY (event_id, declaration_id) REFERENCES declarations(event_id, declaration_id);
ALTER TABLE messages ADD CONSTRAINT messages_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE messages ADD CONSTRAINT messages_event_id_leader_id_fkey FOREIGN KEY (event_id, leader_id) REFERENCES declaration_leaders(event_id, leader_id);
ALTER TABLE mission_bases ADD CONSTRAINT mission_bases_pkey PRIMARY KEY (event_id, mission_id, order_update_id);
ALTER TABLE mission_bases ADD CONSTRAINT mission_bases_order_update_id_check CHECK ((order_update_id >= 1));
ALTER TABLE mission_bases ADD CONSTRAINT mission_bases_released_nodes_check CHECK ((released_nodes >= 1));
ALTER TABLE mission_bases ADD CONSTRAINT mission_bases_event_id_mission_id_fkey FOREIGN KEY (event_id, mission_id) REFERENCES missions(event_id, mission_id);
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_pkey PRIMARY KEY (event_id, mission_id, ordinal);
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_event_id_mission_id_note_key UNIQUE (event_id, mission_id, note);
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_note_check CHECK ((note = ANY (ARRAY['sent'::text, 'accepted'::text, 'cancelling'::text, 'finished'::text, 'rejected'::text, 'cancelled'::text, 'returned'::text, 'takenOver'::text])));
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_event_id_mission_id_fkey FOREIGN KEY (event_id, mission_id) REFERENCES missions(event_id, mission_id);
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_event_id_noted_by_fkey FOREIGN KEY (event_id, noted_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE missions ADD CONSTRAINT missions_pkey PRIMARY KEY (event_id, mission_id);
ALTER TABLE missions ADD CONSTRAINT missions_purpose_check CHECK ((purpose = ANY (ARRAY['patrol'::text, 'secondaryReading'::text, 'delivery'::text])));
ALTER TABLE missions ADD CONSTRAINT missions_event_id_alarm_id_fkey FOREIGN KEY (event_id, alarm_id) REFERENCES alarms(event_id, alarm_id);
ALTER TABLE missions ADD CONSTRAINT missions_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE missions ADD CONSTRAINT missions_event_id_given_by_fkey FOREIGN KEY (event_id, given_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE obligations ADD CONSTRAINT obligations_pkey PRIMARY KEY (event_id, case_id, ordinal);
ALTER TABLE obligations ADD CONSTRAINT obligations_check CHECK (((settled_by IS NULL) = (settled_as IS NULL)));
ALTER TABLE obligations ADD CONSTRAINT obligations_check1 CHECK (((NOT (settled_as IS DISTINCT FROM 'followed'::text)) = (followed_by IS NOT NULL)));
ALTER TABLE obligations ADD CONSTRAINT obligations_check2 CHECK ((followed_by IS DISTINCT FROM ordinal));
ALTER TABLE obligations ADD CONSTRAINT obligations_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE obligations ADD CONSTRAINT obligations_event_id_case_id_bars_pin_fkey FOREIGN KEY (event_id, case_id, bars, pin) REFERENCES gates(event_id, case_id, gate, state);
ALTER TABLE obligations ADD CONSTRAINT obligations_event_id_case_id_followed_by_fkey FOREIGN KEY (event_id, case_id, followed_by) REFERENCES obligations(event_id, case_id, ordinal);
ALTER TABLE obligations ADD CONSTRAINT obligations_event_id_case_id_settled_by_ordinal_step_settl_fkey FOREIGN KEY (event_id, case_id, settled_by, ordinal, step, settled_as) REFERENCES records(event_id, case_id, record_id, ordinal, step, settles_as);
ALTER TABLE officers ADD CONSTRAINT officers_pkey PRIMARY KEY (event_id, officer_id);
ALTER TABLE officers ADD CONSTRAINT officers_event_id_external_subject_key UNIQUE (event_id, external_subject);
ALTER TABLE officers ADD CONSTRAINT officers_event_id_user_name_key UNIQUE (event_id, user_name);
ALTER TABLE officers ADD CONSTRAINT officers_language_check CHECK ((language = ANY (ARRAY['en'::text, 'zh'::text])));
ALTER TABLE officers ADD CONSTRAINT officers_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE officers ADD CONSTRAINT officers_event_id_station_id_fkey FOREIGN KEY (event_id, station_id) REFERENCES stations(event_id, station_id);
ALTER TABLE organisation_keys ADD CONSTRAINT organisation_keys_pkey PRIMARY KEY (event_id, key_id);
ALTER TABLE organisation_keys ADD CONSTRAINT organisation_keys_event_id_key_hash_key UNIQUE (event_id, key_hash);
ALTER TABLE organisation_keys ADD CONSTRAINT organisation_keys_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE parties ADD CONSTRAINT parties_pkey PRIMARY KEY (event_id, party_id);
ALTER TABLE parties ADD CONSTRAINT parties_event_id_registration_key UNIQUE (event_id, registration);
ALTER TABLE parties ADD CONSTRAINT parties_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'agent'::text, 'organiser'::text, 'person'::text])));
ALTER TABLE parties ADD CONSTRAINT parties_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE party_decisions ADD CONSTRAINT party_decisions_pkey PRIMARY KEY (event_id, party_id, ordinal);
ALTER TABLE party_decisions ADD CONSTRAINT party_decisions_event_id_decided_by_fkey FOREIGN KEY (event_id, decided_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE party_decisions ADD CONSTRAINT party_decisions_event_id_party_id_fkey FOREIGN KEY (event_id, party_id) REFERENCES parties(event_id, party_id);
ALTER TABLE party_members ADD CONSTRAINT party_members_pkey PRIMARY KEY (event_id, officer_id);
ALTER TABLE party_members ADD CONSTRAINT party_members_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE party_members ADD CONSTRAINT party_members_event_id_party_id_fkey FOREIGN KEY (event_id, party_id) REFERENCES parties(event_id, party_id);
ALTER TABLE permit_draws ADD CONSTRAINT permit_draws_pkey PRIMARY KEY (event_id, draw_id);
ALTER TABLE permit_draws ADD CONSTRAINT permit_draws_quantity_check CHECK ((quantity <> (0)::numeric));
ALTER TABLE permit_draws ADD CONSTRAINT permit_draws_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE permit_draws ADD CONSTRAINT permit_draws_event_id_permit_id_position_fkey FOREIGN KEY (event_id, permit_id, "position") REFERENCES permit_lines(event_id, permit_id, "position");
ALTER TABLE permit_lines ADD CONSTRAINT permit_lines_pkey PRIMARY KEY (event_id, permit_id, "position");
ALTER TABLE permit_lines ADD CONSTRAINT permit_lines_approved_check CHECK ((approved > (0)::numeric));
ALTER TABLE permit_lines ADD CONSTRAINT permit_lines_drawn_check CHECK ((drawn >= (0)::numeric));
ALTER TABLE permit_lines ADD CONSTRAINT permit_lines_quota CHECK ((drawn <= approved));
ALTER TABLE permit_lines ADD CONSTRAINT permit_lines_event_id_permit_id_fkey FOREIGN KEY (event_id, permit_id) REFERENCES permits(event_id, permit_id);
ALTER TABLE permits ADD CONSTRAINT permits_pkey PRIMARY KEY (event_id, permit_id);
ALTER TABLE permits ADD CONSTRAINT permits_event_id_kind_number_key UNIQUE (event_id, kind, number);
ALTER TABLE permits ADD CONSTRAINT permits_check CHECK ((valid_until >= valid_from));
ALTER TABLE permits ADD CONSTRAINT permits_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE permits ADD CONSTRAINT permits_event_id_party_id_fkey FOREIGN KEY (event_id, party_id) REFERENCES parties(event_id, party_id);
ALTER TABLE plan_approvals ADD CONSTRAINT plan_approvals_pkey PRIMARY KEY (event_id, plan_id, version);
ALTER TABLE plan_approvals ADD CONSTRAINT plan_approvals_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE plan_approvals ADD CONSTRAINT plan_approvals_event_id_plan_id_version_fkey FOREIGN KEY (event_id, plan_id, version) REFERENCES plans(event_id, plan_id, version);
ALTER TABLE plans ADD CONSTRAINT plans_pkey PRIMARY KEY (event_id, plan_id, version);
ALTER TABLE plans ADD CONSTRAINT plans_kind_check CHECK ((kind = ANY (ARRAY['baseline'::text, 'template'::text, 'flight'::text])));
ALTER TABLE plans ADD CONSTRAINT plans_version_check CHECK ((version >= 1));
ALTER TABLE plans ADD CONSTRAINT plans_event_id_based_on_plan_based_on_version_fkey FOREIGN KEY (event_id, based_on_plan, based_on_version) REFERENCES plans(event_id, plan_id, version);
ALTER TABLE plans ADD CONSTRAINT plans_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE points_of_entry ADD CONSTRAINT points_of_entry_pkey PRIMARY KEY (event_id, point_id);
ALTER TABLE points_of_entry ADD CONSTRAINT points_of_entry_event_id_code_key UNIQUE (event_id, code);
ALTER TABLE points_of_entry ADD CONSTRAINT points_of_entry_kind_check CHECK ((kind = ANY (ARRAY['airport'::text, 'seaport'::text, 'railway'::text, 'road'::text])));
ALTER TABLE points_of_entry ADD CONSTRAINT points_of_entry_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE port_layouts ADD CONSTRAINT port_layouts_pkey PRIMARY KEY (event_id, layout_id);
ALTER TABLE port_layouts ADD CONSTRAINT port_layouts_name_check CHECK ((name <> ''::text));
ALTER TABLE port_layouts ADD CONSTRAINT port_layouts_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE port_layouts ADD CONSTRAINT port_layouts_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE port_layouts ADD CONSTRAINT port_layouts_event_id_saved_by_fkey FOREIGN KEY (event_id, saved_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE press_kits ADD CONSTRAINT press_kits_pkey PRIMARY KEY (event_id, consignment_id);
ALTER TABLE press_kits ADD CONSTRAINT press_kits_accreditation_check CHECK ((accreditation ~ '^[A-Z0-9-]{4,24}$'::text));
ALTER TABLE press_kits ADD CONSTRAINT press_kits_check CHECK (((undertaking_version IS NULL) = (accepted_at IS NULL)));
ALTER TABLE press_kits ADD CONSTRAINT press_kits_check1 CHECK (((undertaking_version IS NULL) <> (carnet_number IS NULL)));
ALTER TABLE press_kits ADD CONSTRAINT press_kits_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE press_kits ADD CONSTRAINT press_kits_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE read_log ADD CONSTRAINT read_log_pkey PRIMARY KEY (event_id, read_id);
ALTER TABLE records ADD CONSTRAINT records_pkey PRIMARY KEY (event_id, case_id, seq);
ALTER TABLE records ADD CONSTRAINT records_event_id_case_id_record_id_ordinal_step_settles_as_key UNIQUE (event_id, case_id, record_id, ordinal, step, settles_as);
ALTER TABLE records ADD CONSTRAINT records_event_id_record_id_key UNIQUE (event_id, record_id);
ALTER TABLE records ADD CONSTRAINT records_excusable CHECK (((outcome <> 'not_applicable'::text) OR (step = ANY (ARRAY['PRE-01'::text, 'PRE-02'::text, 'PRE-03'::text, 'PRE-03b'::text, 'PRE-04'::text, 'PRE-05'::text, 'CHK-01b'::text, 'INV-01'::text, 'INV-02'::text, 'DEP-01'::text, 'DEP-02'::text, 'EXT-03'::text, 'DEP-03'::text, 'RAD-01'::text, 'BAG-02'::text, 'BAG-03'::text, 'BAG-04'::text, 'LOT-PROD'::text, 'LOT-IMPF'::text, 'LOT-LABL'::text, 'LOT-PERM'::text, 'LOT-COLD'::text, 'LOT-SAMP'::text, 'LOT-RSLT'::text, 'LOT-FREE'::text])) OR ((rule ~~ 'border.%'::text) AND (step = ANY (ARRAY['GDS-CERT'::text, 'GDS-CONF'::text, 'GDS-PERM'::text, 'GDS-GUAR'::text, 'GDS-DECL'::text, 'GDS-RISK'::text, 'GDS-DOCS'::text, 'GDS-APPT'::text, 'GDS-ARR'::text, 'GDS-RADN'::text, 'GDS-PACK'::text, 'GDS-ATA'::text, 'GDS-HQ'::text, 'GDS-APQ'::text, 'GDS-SAMP'::text, 'GDS-DISF'::text, 'GDS-LABL'::text, 'GDS-SERL'::text, 'GDS-COUNT'::text, 'GDS-CNT2'::text, 'GDS-SEAL'::text, 'GDS-TAX'::text, 'GDS-HOLD'::text, 'GDS-TREA'::text, 'GDS-RELS'::text, 'GDS-DLVR'::text, 'GDS-MOVE'::text, 'GDS-STOCK'::text, 'GDS-EXIT'::text])))));
ALTER TABLE records ADD CONSTRAINT records_needs_gate CHECK (((outcome <> 'passed'::text) OR (NOT (needs_gate IS DISTINCT FROM
CASE step
    WHEN 'XFR-01'::text THEN 'handOver'::text
    WHEN 'XFR-02'::text THEN 'handOver'::text
    WHEN 'DEP-03'::text THEN 'handOver'::text
    WHEN 'DSB-01'::text THEN 'disembark'::text
    WHEN 'DEP-04'::text THEN 'disembark'::text
    WHEN 'CLS-01'::text THEN 'closing'::text
    WHEN 'GDS-DECL'::text THEN 'declare'::text
    WHEN 'GDS-RELS'::text THEN 'release'::text
    WHEN 'GDS-CLS'::text THEN 'closing'::text
    WHEN 'LOT-FREE'::text THEN 'serve'::text
    WHEN 'ALM-DISP'::text THEN 'closed'::text
    ELSE NULL::text
END))));
ALTER TABLE records ADD CONSTRAINT records_outcome_check CHECK ((outcome = ANY (ARRAY['passed'::text, 'failed'::text, 'not_applicable'::text, 'diverted'::text])));
ALTER TABLE records ADD CONSTRAINT records_rule CHECK (((outcome = ANY (ARRAY['not_applicable'::text, 'diverted'::text])) = (rule IS NOT NULL)));
ALTER TABLE records ADD CONSTRAINT records_seq_check CHECK ((seq >= 1));
ALTER TABLE records ADD CONSTRAINT records_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE records ADD CONSTRAINT records_event_id_case_id_needs_gate_needs_state_fkey FOREIGN KEY (event_id, case_id, needs_gate, needs_state) REFERENCES gates(event_id, case_id, gate, state);
ALTER TABLE records ADD CONSTRAINT records_event_id_corrects_fkey FOREIGN KEY (event_id, corrects) REFERENCES records(event_id, record_id);
ALTER TABLE reference_rows ADD CONSTRAINT reference_rows_pkey PRIMARY KEY (event_id, row_id);
ALTER TABLE reference_rows ADD CONSTRAINT reference_rows_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)));
ALTER TABLE reference_rows ADD CONSTRAINT reference_rows_kind_check CHECK ((kind = ANY (ARRAY['tariff'::text, 'exchange'::text])));
ALTER TABLE reference_rows ADD CONSTRAINT reference_rows_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE reference_rows ADD CONSTRAINT reference_rows_event_id_imported_by_fkey FOREIGN KEY (event_id, imported_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE report_acknowledgements ADD CONSTRAINT report_acknowledgements_pkey PRIMARY KEY (event_id, report_id, recipient);
ALTER TABLE report_acknowledgements ADD CONSTRAINT report_acknowledgements_event_id_report_id_fkey FOREIGN KEY (event_id, report_id) REFERENCES reports(event_id, report_id);
ALTER TABLE reports ADD CONSTRAINT reports_pkey PRIMARY KEY (event_id, report_id);
ALTER TABLE reports ADD CONSTRAINT reports_kind_check CHECK ((kind = ANY (ARRAY['information'::text, 'positive'::text, 'closing'::text])));
ALTER TABLE reports ADD CONSTRAINT reports_event_id_flight_id_fkey FOREIGN KEY (event_id, flight_id) REFERENCES flights(event_id, flight_id);
ALTER TABLE retention_log ADD CONSTRAINT retention_log_pkey PRIMARY KEY (event_id, entry_id);
ALTER TABLE retention_log ADD CONSTRAINT retention_log_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE retention_settings ADD CONSTRAINT retention_settings_pkey PRIMARY KEY (event_id, setting_id);
ALTER TABLE retention_settings ADD CONSTRAINT retention_settings_days_check CHECK (((days >= 1) AND (days <= 3650)));
ALTER TABLE retention_settings ADD CONSTRAINT retention_settings_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE robot_factsheets ADD CONSTRAINT robot_factsheets_pkey PRIMARY KEY (event_id, device_id, ordinal);
ALTER TABLE robot_factsheets ADD CONSTRAINT robot_factsheets_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE robot_factsheets ADD CONSTRAINT robot_factsheets_event_id_device_id_fkey FOREIGN KEY (event_id, device_id) REFERENCES devices(event_id, device_id);
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_pkey PRIMARY KEY (event_id, absence_id);
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_event_id_takes_back_key UNIQUE (event_id, takes_back);
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_check CHECK ((until_day >= from_day));
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_kind_check CHECK ((kind = ANY (ARRAY['leave'::text, 'sick'::text, 'training'::text, 'isolation'::text, 'other'::text])));
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_absences ADD CONSTRAINT roster_absences_event_id_takes_back_fkey FOREIGN KEY (event_id, takes_back) REFERENCES roster_absences(event_id, absence_id);
ALTER TABLE roster_acknowledgements ADD CONSTRAINT roster_acknowledgements_pkey PRIMARY KEY (event_id, roster_id, ordinal, person_id);
ALTER TABLE roster_acknowledgements ADD CONSTRAINT roster_acknowledgements_event_id_roster_id_ordinal_fkey FOREIGN KEY (event_id, roster_id, ordinal) REFERENCES roster_versions(event_id, roster_id, ordinal);
ALTER TABLE roster_assignments ADD CONSTRAINT roster_assignments_pkey PRIMARY KEY (event_id, roster_id, person_id, day, ordinal);
ALTER TABLE roster_assignments ADD CONSTRAINT roster_assignments_check CHECK (((shift IS NULL) = (skill IS NULL)));
ALTER TABLE roster_assignments ADD CONSTRAINT roster_assignments_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE roster_assignments ADD CONSTRAINT roster_assignments_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE roster_assignments ADD CONSTRAINT roster_assignments_event_id_roster_id_ordinal_fkey FOREIGN KEY (event_id, roster_id, ordinal) REFERENCES roster_versions(event_id, roster_id, ordinal);
ALTER TABLE roster_certificates ADD CONSTRAINT roster_certificates_pkey PRIMARY KEY (event_id, certificate_id);
ALTER TABLE roster_certificates ADD CONSTRAINT roster_certificates_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)));
ALTER TABLE roster_certificates ADD CONSTRAINT roster_certificates_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE roster_certificates ADD CONSTRAINT roster_certificates_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE roster_certificates ADD CONSTRAINT roster_certificates_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_failures ADD CONSTRAINT roster_failures_pkey PRIMARY KEY (event_id, request_id);
ALTER TABLE roster_failures ADD CONSTRAINT roster_failures_event_id_request_id_fkey FOREIGN KEY (event_id, request_id) REFERENCES roster_requests(event_id, request_id);
ALTER TABLE roster_people ADD CONSTRAINT roster_people_pkey PRIMARY KEY (event_id, person_id, ordinal);
ALTER TABLE roster_people ADD CONSTRAINT roster_people_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE roster_people ADD CONSTRAINT roster_people_staff_number_check CHECK ((staff_number <> ''::text));
ALTER TABLE roster_people ADD CONSTRAINT roster_people_tier_check CHECK ((tier = ANY (ARRAY['front'::text, 'reserve'::text, 'emergency'::text])));
ALTER TABLE roster_people ADD CONSTRAINT roster_people_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE roster_people ADD CONSTRAINT roster_people_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_people ADD CONSTRAINT roster_people_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE roster_people ADD CONSTRAINT roster_people_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_requests ADD CONSTRAINT roster_requests_pkey PRIMARY KEY (event_id, request_id);
ALTER TABLE roster_requests ADD CONSTRAINT roster_requests_event_id_asked_by_fkey FOREIGN KEY (event_id, asked_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_requests ADD CONSTRAINT roster_requests_event_id_roster_id_fkey FOREIGN KEY (event_id, roster_id) REFERENCES rosters(event_id, roster_id);
ALTER TABLE roster_swap_answers ADD CONSTRAINT roster_swap_answers_pkey PRIMARY KEY (event_id, swap_id, answer);
ALTER TABLE roster_swap_answers ADD CONSTRAINT roster_swap_answers_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])));
ALTER TABLE roster_swap_answers ADD CONSTRAINT roster_swap_answers_event_id_answered_by_fkey FOREIGN KEY (event_id, answered_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_swap_answers ADD CONSTRAINT roster_swap_answers_event_id_swap_id_fkey FOREIGN KEY (event_id, swap_id) REFERENCES roster_swaps(event_id, swap_id);
ALTER TABLE roster_swaps ADD CONSTRAINT roster_swaps_pkey PRIMARY KEY (event_id, swap_id);
ALTER TABLE roster_swaps ADD CONSTRAINT roster_swaps_check CHECK ((person_id <> other_person_id));
ALTER TABLE roster_swaps ADD CONSTRAINT roster_swaps_event_id_roster_id_fkey FOREIGN KEY (event_id, roster_id) REFERENCES rosters(event_id, roster_id);
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_pkey PRIMARY KEY (event_id, roster_id, ordinal);
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_event_id_request_id_key UNIQUE (event_id, request_id);
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_kind_check CHECK ((kind = ANY (ARRAY['planned'::text, 'edited'::text, 'replanned'::text, 'swapped'::text, 'published'::text])));
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_event_id_request_id_fkey FOREIGN KEY (event_id, request_id) REFERENCES roster_requests(event_id, request_id);
ALTER TABLE roster_versions ADD CONSTRAINT roster_versions_event_id_roster_id_fkey FOREIGN KEY (event_id, roster_id) REFERENCES rosters(event_id, roster_id);
ALTER TABLE roster_wishes ADD CONSTRAINT roster_wishes_pkey PRIMARY KEY (event_id, wish_id);
ALTER TABLE roster_wishes ADD CONSTRAINT roster_wishes_person_ordinal_check CHECK ((person_ordinal = 1));
ALTER TABLE roster_wishes ADD CONSTRAINT roster_wishes_weight_check CHECK (((weight >= 0) AND (weight <= 10)));
ALTER TABLE roster_wishes ADD CONSTRAINT roster_wishes_event_id_person_id_person_ordinal_fkey FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people(event_id, person_id, ordinal);
ALTER TABLE roster_wishes ADD CONSTRAINT roster_wishes_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE rosters ADD CONSTRAINT rosters_pkey PRIMARY KEY (event_id, roster_id);
ALTER TABLE rosters ADD CONSTRAINT rosters_days_check CHECK (((days >= 1) AND (days <= 62)));
ALTER TABLE rosters ADD CONSTRAINT rosters_event_id_made_by_fkey FOREIGN KEY (event_id, made_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE rosters ADD CONSTRAINT rosters_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE sample_movements ADD CONSTRAINT sample_movements_pkey PRIMARY KEY (event_id, movement_id, tube_id);
ALTER TABLE sample_movements ADD CONSTRAINT sample_movements_kind_check CHECK ((kind = ANY (ARRAY['packed'::text, 'collected'::text, 'received'::text, 'lost'::text])));
ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (event_id, token_hash);
ALTER TABLE sessions ADD CONSTRAINT sessions_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE shift_types ADD CONSTRAINT shift_types_pkey PRIMARY KEY (event_id, shift, ordinal);
ALTER TABLE shift_types ADD CONSTRAINT shift_types_ordinal_check CHECK ((ordinal >= 1));
ALTER TABLE shift_types ADD CONSTRAINT shift_types_shift_check CHECK ((shift <> ''::text));
ALTER TABLE shift_types ADD CONSTRAINT shift_types_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE shift_types ADD CONSTRAINT shift_types_event_id_recorded_by_fkey FOREIGN KEY (event_id, recorded_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE sign_in_attempts ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (event_id, attempt_id);
ALTER TABLE signature_uses ADD CONSTRAINT signature_uses_pkey PRIMARY KEY (event_id, signature_id);
ALTER TABLE signature_uses ADD CONSTRAINT signature_uses_event_id_record_id_fkey FOREIGN KEY (event_id, record_id) REFERENCES records(event_id, record_id);
ALTER TABLE signature_uses ADD CONSTRAINT signature_uses_event_id_signature_id_fkey FOREIGN KEY (event_id, signature_id) REFERENCES signatures(event_id, signature_id);
ALTER TABLE signatures ADD CONSTRAINT signatures_pkey PRIMARY KEY (event_id, signature_id);
ALTER TABLE signatures ADD CONSTRAINT signatures_check CHECK (((way = 'password'::text) = (witness_id IS NOT NULL)));
ALTER TABLE signatures ADD CONSTRAINT signatures_check1 CHECK (((witness_id IS NULL) OR (witness_id <> officer_id)));
ALTER TABLE signatures ADD CONSTRAINT signatures_purpose_check CHECK ((purpose = ANY (ARRAY['closing'::text, 'handOver'::text, 'borderDecision'::text, 'goodsCount'::text, 'goodsMove'::text])));
ALTER TABLE signatures ADD CONSTRAINT signatures_way_check CHECK ((way = ANY (ARRAY['password'::text, 'session'::text])));
ALTER TABLE signatures ADD CONSTRAINT signatures_event_id_case_id_fkey FOREIGN KEY (event_id, case_id) REFERENCES cases(event_id, case_id);
ALTER TABLE signatures ADD CONSTRAINT signatures_event_id_officer_id_fkey FOREIGN KEY (event_id, officer_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE signatures ADD CONSTRAINT signatures_event_id_witness_id_fkey FOREIGN KEY (event_id, witness_id) REFERENCES officers(event_id, officer_id);
ALTER TABLE spectrum_advice ADD CONSTRAINT spectrum_advice_pkey PRIMARY KEY (event_id, device_id, message_id);
ALTER TABLE spectrum_advice ADD CONSTRAINT spectrum_advice_event_id_device_id_message_id_fkey FOREIGN KEY (event_id, device_id, message_id) REFERENCES device_messages(event_id, device_id, message_id);
ALTER TABLE stations ADD CONSTRAINT stations_pkey PRIMARY KEY (event_id, station_id);
ALTER TABLE stations ADD CONSTRAINT stations_event_id_point_id_kind_lane_key UNIQUE (event_id, point_id, kind, lane);
ALTER TABLE stations ADD CONSTRAINT stations_event_id_point_id_fkey FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry(event_id, point_id);
ALTER TABLE stay_extensions ADD CONSTRAINT stay_extensions_pkey PRIMARY KEY (event_id, consignment_id, ordinal);
ALTER TABLE stay_extensions ADD CONSTRAINT stay_extensions_months_check CHECK (((months >= 1) AND (months <= 6)));
ALTER TABLE stay_extensions ADD CONSTRAINT stay_extensions_ordinal_check CHECK (((ordinal >= 1) AND (ordinal <= 3)));
ALTER TABLE stay_extensions ADD CONSTRAINT stay_extensions_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE stock_moves ADD CONSTRAINT stock_moves_pkey PRIMARY KEY (event_id, move_id);
ALTER TABLE stock_moves ADD CONSTRAINT stock_moves_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'issued'::text, 'counted'::text, 'expired'::text])));
ALTER TABLE stock_moves ADD CONSTRAINT stock_moves_least_check CHECK (("least" >= 0));
ALTER TABLE stock_moves ADD CONSTRAINT stock_moves_event_id_moved_by_fkey FOREIGN KEY (event_id, moved_by) REFERENCES officers(event_id, officer_id);
ALTER TABLE stock_moves ADD CONSTRAINT stock_moves_event_id_station_id_fkey FOREIGN KEY (event_id, station_id) REFERENCES stations(event_id, station_id);
ALTER TABLE tax_assessments ADD CONSTRAINT tax_assessments_pkey PRIMARY KEY (event_id, consignment_id, ordinal);
ALTER TABLE tax_assessments ADD CONSTRAINT tax_assessments_total_fen_check CHECK ((total_fen >= 0));
ALTER TABLE tax_assessments ADD CONSTRAINT tax_assessments_event_id_consignment_id_fkey FOREIGN KEY (event_id, consignment_id) REFERENCES consignments(event_id, consignment_id);
ALTER TABLE traveller_documents ADD CONSTRAINT traveller_documents_pkey PRIMARY KEY (event_id, traveller_id, type, number, issuer);
ALTER TABLE traveller_documents ADD CONSTRAINT traveller_documents_event_id_traveller_id_fkey FOREIGN KEY (event_id, traveller_id) REFERENCES travellers(event_id, traveller_id);
ALTER TABLE travellers ADD CONSTRAINT travellers_pkey PRIMARY KEY (event_id, traveller_id);
ALTER TABLE travellers ADD CONSTRAINT travellers_kind_check CHECK ((kind = ANY (ARRAY['passenger'::text, 'crew'::text])));
ALTER TABLE travellers ADD CONSTRAINT travellers_sex_check CHECK ((sex = ANY (ARRAY['M'::text, 'F'::text, 'X'::text])));
ALTER TABLE travellers ADD CONSTRAINT travellers_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE trust_keys ADD CONSTRAINT trust_keys_pkey PRIMARY KEY (event_id, list_id, "position");
ALTER TABLE trust_keys ADD CONSTRAINT trust_keys_event_id_list_id_fkey FOREIGN KEY (event_id, list_id) REFERENCES trust_lists(event_id, list_id);
ALTER TABLE trust_lists ADD CONSTRAINT trust_lists_pkey PRIMARY KEY (event_id, list_id);
ALTER TABLE trust_lists ADD CONSTRAINT trust_lists_event_id_name_version_key UNIQUE (event_id, name, version);
ALTER TABLE trust_lists ADD CONSTRAINT trust_lists_version_check CHECK ((version >= 1));
ALTER TABLE trust_lists ADD CONSTRAINT trust_lists_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (event_id, message_id, endpoint_id);
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_event_id_endpoint_id_fkey FOREIGN KEY (event_id, endpoint_id) REFERENCES webhook_endpoints(event_id, endpoint_id);
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_event_id_message_id_fkey FOREIGN KEY (event_id, message_id) REFERENCES webhook_messages(event_id, message_id);
ALTER TABLE webhook_endpoints ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (event_id, endpoint_id);
ALTER TABLE webhook_endpoints ADD CONSTRAINT webhook_endpoints_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE webhook_messages ADD CONSTRAINT webhook_messages_pkey PRIMARY KEY (event_id, message_id);
ALTER TABLE zone_sets ADD CONSTRAINT zone_sets_pkey PRIMARY KEY (event_id, zone_set_id);
ALTER TABLE zone_sets ADD CONSTRAINT zone_sets_map_id_check CHECK ((map_id <> ''::text));
ALTER TABLE zone_sets ADD CONSTRAINT zone_sets_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(event_id);
ALTER TABLE zone_sets ADD CONSTRAINT zone_sets_event_id_saved_by_fkey FOREIGN KEY (event_id, saved_by) REFERENCES officers(event_id, officer_id);

CREATE INDEX action_log_by_time ON public.action_log USING btree (event_id, recorded_at);
CREATE INDEX alarm_subjects_by_case ON public.alarm_subjects USING btree (event_id, case_id);
CREATE INDEX alarms_by_time ON public.alarms USING btree (event_id, raised_at);
CREATE INDEX appointments_by_window ON public.appointments USING btree (event_id, window_id);
CREATE UNIQUE INDEX appointments_open_once ON public.appointments USING btree (event_id, consignment_id) WHERE (ended_as IS NULL);
CREATE INDEX article_records_by_time ON public.article_records USING btree (event_id, recorded_at);
CREATE INDEX attendances_by_person ON public.attendances USING btree (event_id, person_id, happened_at);
CREATE INDEX attendances_by_time ON public.attendances USING btree (event_id, happened_at);
CREATE INDEX board_answers_by_flight ON public.board_answers USING btree (event_id, flight_id, sent_at);
CREATE INDEX border_decision_lines_by_line ON public.border_decision_lines USING btree (event_id, line_id);
CREATE INDEX border_decisions_by_consignment ON public.border_decisions USING btree (event_id, consignment_id);
CREATE INDEX call_up_messages_waiting ON public.call_up_messages USING btree (event_id, next_attempt_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX call_up_notes_answered ON public.call_up_notes USING btree (event_id, call_up_id, person_id) WHERE (note = ANY (ARRAY['acknowledged'::text, 'declined'::text]));
CREATE UNIQUE INDEX call_up_notes_arrived ON public.call_up_notes USING btree (event_id, call_up_id, person_id) WHERE (note = 'arrived'::text);
CREATE UNIQUE INDEX call_up_notes_decided ON public.call_up_notes USING btree (event_id, call_up_id) WHERE (note = ANY (ARRAY['approved'::text, 'refused'::text]));
CREATE UNIQUE INDEX call_up_notes_ended ON public.call_up_notes USING btree (event_id, call_up_id) WHERE (note = 'stoodDown'::text);
CREATE INDEX call_ups_by_time ON public.call_ups USING btree (event_id, starts_at);
CREATE INDEX carnet_records_by_consignment ON public.carnet_records USING btree (event_id, consignment_id) WHERE (consignment_id IS NOT NULL);
CREATE INDEX cases_by_parent ON public.cases USING btree (event_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX client_certificate_decisions_by_fingerprint ON public.client_certificate_decisions USING btree (fingerprint);
CREATE UNIQUE INDEX consignment_changes_one_open ON public.consignment_changes USING btree (event_id, consignment_id) WHERE (decided_at IS NULL);
CREATE INDEX consignments_by_party ON public.consignments USING btree (event_id, party_id);
CREATE UNIQUE INDEX declarations_by_case ON public.declarations USING btree (event_id, case_id) WHERE ((case_id IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX declarations_by_flight ON public.declarations USING btree (event_id, flight_id);
CREATE INDEX device_checks_by_device ON public.device_checks USING btree (event_id, device_id, performed_at);
CREATE INDEX device_decisions_by_key ON public.device_decisions USING btree (key_digest) WHERE (key_digest IS NOT NULL);
CREATE INDEX device_events_by_case ON public.device_events USING btree (event_id, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX device_events_by_device ON public.device_events USING btree (event_id, device_id, happened_at);
CREATE INDEX device_messages_by_time ON public.device_messages USING brin (received_at);
CREATE INDEX device_templates_by_model ON public.device_templates USING btree (event_id, detector_model, nuclide, added_at);
CREATE INDEX dispositions_by_line ON public.dispositions USING btree (event_id, line_id);
CREATE INDEX duty_hand_overs_by_time ON public.duty_hand_overs USING btree (event_id, point_id, given_at);
CREATE INDEX evidence_keys_by_case ON public.evidence_keys USING btree (event_id, case_id);
CREATE INDEX flights_by_date ON public.flights USING btree (event_id, flight_date);
CREATE UNIQUE INDEX food_entries_by_meal ON public.food_entries USING btree (event_id, meal_id, lot_id) WHERE (meal_id IS NOT NULL);
CREATE UNIQUE INDEX food_entries_hold_once ON public.food_entries USING btree (event_id, hold_id, kind) WHERE (hold_id IS NOT NULL);
CREATE INDEX food_lot_corrections_by_producer ON public.food_lot_corrections USING btree (event_id, producer_number);
CREATE INDEX food_lots_by_producer ON public.food_lots USING btree (event_id, producer_number);
CREATE INDEX food_lots_by_production ON public.food_lots USING btree (event_id, produced_on);
CREATE INDEX food_meals_by_time ON public.food_meals USING btree (event_id, served_at);
CREATE INDEX food_producers_by_number ON public.food_producers USING btree (event_id, number, imported_at);
CREATE INDEX food_recall_finds_by_lot ON public.food_recall_finds USING btree (event_id, lot_id);
CREATE INDEX food_stock_by_place ON public.food_stock USING btree (event_id, place_id, lot_id, "position");
CREATE INDEX forecasts_by_day ON public.forecasts USING btree (event_id, point_id, day, computed_at);
CREATE INDEX form_attempts_by_subject ON public.form_attempts USING btree (event_id, subject, at);
CREATE INDEX gates_pinning ON public.gates USING btree (event_id, bars_case, bars_gate, pin) WHERE (pin IS NOT NULL);
CREATE INDEX goods_serials_by_line ON public.goods_serials USING btree (event_id, line_id);
CREATE UNIQUE INDEX guarantee_entries_announced_once ON public.guarantee_entries USING btree (event_id, undoes) WHERE (kind = 'refundNotice'::text);
CREATE INDEX guarantee_entries_by_line ON public.guarantee_entries USING btree (event_id, line_id) WHERE (line_id IS NOT NULL);
CREATE UNIQUE INDEX guarantee_entries_refunded_once ON public.guarantee_entries USING btree (event_id, undoes) WHERE (kind = ANY (ARRAY['refundPaid'::text, 'refundForfeit'::text]));
CREATE UNIQUE INDEX guarantee_entries_reopened_once ON public.guarantee_entries USING btree (event_id, undoes) WHERE (kind = 'reopen'::text);
CREATE INDEX guarantee_entries_undoing ON public.guarantee_entries USING btree (event_id, undoes) WHERE (undoes IS NOT NULL);
CREATE INDEX guarantee_lines_by_instrument ON public.guarantee_lines USING btree (event_id, instrument_id);
CREATE UNIQUE INDEX guarantee_lines_secured_once ON public.guarantee_lines USING btree (event_id, line_id) WHERE is_open;
CREATE INDEX hand_over_offer_persons_by_case ON public.hand_over_offer_persons USING btree (event_id, case_id);
CREATE INDEX hand_over_offers_by_flight ON public.hand_over_offers USING btree (event_id, flight_id, offered_at);
CREATE INDEX hand_over_offers_by_receiver ON public.hand_over_offers USING btree (event_id, receiver_id, offered_at);
CREATE INDEX hand_overs_by_flight ON public.hand_overs USING btree (event_id, flight_id);
CREATE INDEX inspection_windows_by_time ON public.inspection_windows USING btree (event_id, starts_at);
CREATE INDEX journeys_by_traveller ON public.journeys USING btree (event_id, traveller_id);
CREATE INDEX list_entries_by_flight ON public.list_entries USING btree (event_id, flight_id) WHERE (flight_id IS NOT NULL);
CREATE INDEX list_entries_by_traveller ON public.list_entries USING btree (event_id, traveller_id) WHERE (traveller_id IS NOT NULL);
CREATE INDEX mandates_by_agent ON public.mandates USING btree (event_id, agent_id);
CREATE INDEX messages_waiting ON public.messages USING btree (event_id, next_attempt_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX mission_notes_one_end ON public.mission_notes USING btree (event_id, mission_id) WHERE (note = ANY (ARRAY['finished'::text, 'rejected'::text, 'cancelled'::text, 'returned'::text]));
CREATE INDEX missions_by_device ON public.missions USING btree (event_id, device_id, given_at);
CREATE INDEX obligations_due ON public.obligations USING btree (event_id, due_at) WHERE ((settled_by IS NULL) AND (due_at IS NOT NULL));
CREATE INDEX obligations_pinning ON public.obligations USING btree (event_id, case_id, bars, pin) WHERE (pin IS NOT NULL);
CREATE INDEX permit_draws_by_consignment ON public.permit_draws USING btree (event_id, consignment_id);
CREATE INDEX press_kits_by_accreditation ON public.press_kits USING btree (event_id, accreditation);
CREATE INDEX read_log_by_subject ON public.read_log USING btree (event_id, subject, read_at);
CREATE INDEX records_by_time ON public.records USING brin (recorded_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX reference_rows_by_code ON public.reference_rows USING btree (event_id, kind, code, valid_from);
CREATE INDEX reports_by_flight ON public.reports USING btree (event_id, flight_id);
CREATE INDEX retention_log_by_time ON public.retention_log USING btree (event_id, destroyed_at);
CREATE INDEX retention_settings_by_class ON public.retention_settings USING btree (event_id, class, set_at);
CREATE INDEX roster_absences_by_person ON public.roster_absences USING btree (event_id, person_id);
CREATE INDEX roster_assignments_by_day ON public.roster_assignments USING btree (event_id, day);
CREATE INDEX roster_certificates_by_person ON public.roster_certificates USING btree (event_id, person_id, recorded_at);
CREATE UNIQUE INDEX roster_people_number ON public.roster_people USING btree (event_id, staff_number) WHERE (ordinal = 1);
CREATE UNIQUE INDEX roster_swaps_one_end ON public.roster_swap_answers USING btree (event_id, swap_id) WHERE (answer <> 'accepted'::text);
CREATE INDEX roster_swaps_by_roster ON public.roster_swaps USING btree (event_id, roster_id);
CREATE INDEX roster_wishes_by_person ON public.roster_wishes USING btree (event_id, person_id, day);
CREATE INDEX sample_movements_by_pack ON public.sample_movements USING btree (event_id, pack_id);
CREATE INDEX sample_movements_by_tube ON public.sample_movements USING btree (event_id, tube_id);
CREATE INDEX sign_in_attempts_by_user ON public.sign_in_attempts USING btree (event_id, user_name, at);
CREATE INDEX signatures_by_case ON public.signatures USING btree (event_id, case_id, purpose, officer_id, signed_at);
CREATE INDEX stock_moves_by_station ON public.stock_moves USING btree (event_id, station_id, item, moved_at);
CREATE INDEX traveller_documents_by_number ON public.traveller_documents USING btree (event_id, number);
CREATE INDEX travellers_by_accreditation ON public.travellers USING btree (event_id, accreditation_number) WHERE (accreditation_number IS NOT NULL);
CREATE INDEX travellers_by_given_names ON public.travellers USING btree (event_id, upper(given_names) text_pattern_ops);
CREATE INDEX travellers_by_name ON public.travellers USING btree (event_id, upper(surname) text_pattern_ops, upper(given_names) text_pattern_ops);
CREATE INDEX travellers_by_native_name ON public.travellers USING btree (event_id, native_name text_pattern_ops) WHERE (native_name IS NOT NULL);
CREATE INDEX webhook_deliveries_waiting ON public.webhook_deliveries USING btree (event_id, next_attempt_at) WHERE (delivered_at IS NULL);

GRANT INSERT, SELECT ON action_log TO tongguan_app;
GRANT INSERT, SELECT ON alarm_subjects TO tongguan_app;
GRANT INSERT, SELECT ON alarms TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (ended_as, ended_at) ON appointments TO tongguan_app;
GRANT INSERT, SELECT ON article_exits TO tongguan_app;
GRANT INSERT, SELECT ON article_items TO tongguan_app;
GRANT INSERT, SELECT ON article_records TO tongguan_app;
GRANT INSERT, SELECT ON attendances TO tongguan_app;
GRANT INSERT, SELECT ON board_answer_persons TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (content) ON board_answers TO tongguan_app;
GRANT INSERT, SELECT ON border_decision_lines TO tongguan_app;
GRANT INSERT, SELECT ON border_decisions TO tongguan_app;
GRANT INSERT, SELECT ON border_endings TO tongguan_app;
GRANT INSERT, SELECT ON border_enforcements TO tongguan_app;
GRANT INSERT, SELECT ON border_extensions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (attempts, next_attempt_at, state, settled_at, last_status) ON call_up_messages TO tongguan_app;
GRANT INSERT, SELECT ON call_up_notes TO tongguan_app;
GRANT INSERT, SELECT ON call_up_people TO tongguan_app;
GRANT INSERT, SELECT ON call_ups TO tongguan_app;
GRANT INSERT, SELECT ON carnet_items TO tongguan_app;
GRANT INSERT, SELECT ON carnet_record_items TO tongguan_app;
GRANT INSERT, SELECT ON carnet_records TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (recorded) ON carnets TO tongguan_app;
GRANT INSERT, SELECT ON case_plans TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (attributes, withdrawn_at) ON cases TO tongguan_app;
GRANT INSERT, SELECT ON chain_settings TO tongguan_app;
GRANT INSERT, SELECT ON client_certificate_decisions TO tongguan_app;
GRANT INSERT, SELECT ON client_certificates TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (retired_at) ON code_keys TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (granted, decision_reason, decided_at, decided_by, successor_id) ON consignment_changes TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (venue, expected_on, leaves_by, ended_as, ended_at) ON consignments TO tongguan_app;
GRANT INSERT, SELECT ON custody_move_lines TO tongguan_app;
GRANT INSERT, SELECT ON custody_moves TO tongguan_app;
GRANT DELETE, INSERT, SELECT, UPDATE (language, sealed, open_questions, saved_at) ON declaration_drafts TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (pin_hash, email, revoked_at) ON declaration_leaders TO tongguan_app;
GRANT INSERT, SELECT ON declaration_versions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (case_id, code_hash, code_generation, birth_proof, wrapped_key, erased_at, erased_by) ON declarations TO tongguan_app;
GRANT INSERT, SELECT ON device_checks TO tongguan_app;
GRANT INSERT, SELECT ON device_decisions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (subject, reading) ON device_events TO tongguan_app;
GRANT INSERT, SELECT ON device_links TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (content) ON device_messages TO tongguan_app;
GRANT DELETE, INSERT, SELECT ON device_telemetry TO tongguan_app;
GRANT INSERT, SELECT ON device_templates TO tongguan_app;
GRANT INSERT, SELECT ON devices TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (owner_id) ON discrepancies TO tongguan_app;
GRANT INSERT, SELECT ON dispositions TO tongguan_app;
GRANT INSERT, SELECT ON duty_hand_overs TO tongguan_app;
GRANT INSERT, SELECT ON duty_takes TO tongguan_app;
GRANT INSERT, SELECT ON dwell_promises TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (clock) ON events TO tongguan_app;
GRANT INSERT, SELECT ON evidence_keys TO tongguan_app;
GRANT INSERT, SELECT ON flight_movements TO tongguan_app;
GRANT INSERT, SELECT ON flights TO tongguan_app;
GRANT INSERT, SELECT ON food_entries TO tongguan_app;
GRANT INSERT, SELECT ON food_logs TO tongguan_app;
GRANT INSERT, SELECT ON food_lot_corrections TO tongguan_app;
GRANT INSERT, SELECT ON food_lots TO tongguan_app;
GRANT INSERT, SELECT ON food_meals TO tongguan_app;
GRANT INSERT, SELECT ON food_places TO tongguan_app;
GRANT INSERT, SELECT ON food_producers TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (outcome, note, ticked_at, ticked_by) ON food_recall_finds TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (closed_at, closed_by, closing_note) ON food_recalls TO tongguan_app;
GRANT INSERT, SELECT ON food_stock TO tongguan_app;
GRANT INSERT, SELECT ON forecasts TO tongguan_app;
GRANT DELETE, INSERT, SELECT ON form_attempts TO tongguan_app;
GRANT DELETE, INSERT, SELECT, UPDATE (blind, expires_at, ended_at) ON form_sessions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (passed_by) ON gates TO tongguan_app;
GRANT INSERT, SELECT ON goods_attachments TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (open, balance, closed_at, closed_by) ON goods_books TO tongguan_app;
GRANT INSERT, SELECT ON goods_declarations TO tongguan_app;
GRANT INSERT, SELECT ON goods_holds TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (closed, lotted, away) ON goods_lines TO tongguan_app;
GRANT INSERT, SELECT ON goods_lists TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (disposition_id) ON goods_serials TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (ends_on, entries, last_at, last_day, limit_fen, available_fen, reserved_fen, committed_fen, claimed_fen, called_fen, paid_fen, cash_paid_in_fen, cash_held_fen, refund_due_fen, treasury_fen) ON guarantee_balances TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (open_fen, open_quantity) ON guarantee_claims TO tongguan_app;
GRANT INSERT, SELECT ON guarantee_entries TO tongguan_app;
GRANT INSERT, SELECT ON guarantee_instruments TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (deadline, reserved_fen, secured_fen, committed_fen, claimed_fen, called_fen, discharged_fen, quantity_closed, quantity_claimed, quantity_called) ON guarantee_lines TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (notice_on, ended_as) ON guarantee_refunds TO tongguan_app;
GRANT INSERT, SELECT ON guarantee_transfers TO tongguan_app;
GRANT INSERT, SELECT ON hand_over_offer_persons TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (withdrawn_at) ON hand_over_offers TO tongguan_app;
GRANT INSERT, SELECT ON hand_over_persons TO tongguan_app;
GRANT INSERT, SELECT ON hand_overs TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (booked) ON inspection_windows TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (seat, booking_reference, room_cluster) ON journeys TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (entry_key, entry) ON list_entries TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (quarantined) ON lists TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (revoked_at) ON mandates TO tongguan_app;
GRANT INSERT, SELECT ON match_decisions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (address, attempts, next_attempt_at, state, settled_at, last_status) ON messages TO tongguan_app;
GRANT INSERT, SELECT ON mission_bases TO tongguan_app;
GRANT INSERT, SELECT ON mission_notes TO tongguan_app;
GRANT INSERT, SELECT ON missions TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (settled_by, settled_as, followed_by) ON obligations TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (name_en, name_zh, organisation, roles, station_id, language, password_hash, external_subject, disabled_at) ON officers TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (revoked_at) ON organisation_keys TO tongguan_app;
GRANT INSERT, SELECT ON parties TO tongguan_app;
GRANT INSERT, SELECT ON party_decisions TO tongguan_app;
GRANT INSERT, SELECT ON party_members TO tongguan_app;
GRANT INSERT, SELECT ON permit_draws TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (drawn) ON permit_lines TO tongguan_app;
GRANT INSERT, SELECT ON permits TO tongguan_app;
GRANT INSERT, SELECT ON plan_approvals TO tongguan_app;
GRANT INSERT, SELECT ON plans TO tongguan_app;
GRANT INSERT, SELECT ON points_of_entry TO tongguan_app;
GRANT INSERT, SELECT ON port_layouts TO tongguan_app;
GRANT INSERT, SELECT ON press_kits TO tongguan_app;
GRANT INSERT, SELECT ON read_log TO tongguan_app;
GRANT INSERT, SELECT ON records TO tongguan_app;
GRANT INSERT, SELECT ON reference_rows TO tongguan_app;
GRANT INSERT, SELECT ON report_acknowledgements TO tongguan_app;
GRANT INSERT, SELECT ON reports TO tongguan_app;
GRANT INSERT, SELECT ON retention_log TO tongguan_app;
GRANT INSERT, SELECT ON retention_settings TO tongguan_app;
GRANT INSERT, SELECT ON robot_factsheets TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (kind, note) ON roster_absences TO tongguan_app;
GRANT INSERT, SELECT ON roster_acknowledgements TO tongguan_app;
GRANT INSERT, SELECT ON roster_assignments TO tongguan_app;
GRANT INSERT, SELECT ON roster_certificates TO tongguan_app;
GRANT INSERT, SELECT ON roster_failures TO tongguan_app;
GRANT INSERT, SELECT ON roster_people TO tongguan_app;
GRANT INSERT, SELECT ON roster_requests TO tongguan_app;
GRANT INSERT, SELECT ON roster_swap_answers TO tongguan_app;
GRANT INSERT, SELECT ON roster_swaps TO tongguan_app;
GRANT INSERT, SELECT ON roster_versions TO tongguan_app;
GRANT INSERT, SELECT ON roster_wishes TO tongguan_app;
GRANT INSERT, SELECT ON rosters TO tongguan_app;
GRANT INSERT, SELECT ON sample_movements TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (station_id, expires_at, ended_at) ON sessions TO tongguan_app;
GRANT INSERT, SELECT ON shift_types TO tongguan_app;
GRANT INSERT, SELECT ON sign_in_attempts TO tongguan_app;
GRANT INSERT, SELECT ON signature_uses TO tongguan_app;
GRANT INSERT, SELECT ON signatures TO tongguan_app;
GRANT INSERT, SELECT ON spectrum_advice TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (name_en, name_zh, closed_at) ON stations TO tongguan_app;
GRANT INSERT, SELECT ON stay_extensions TO tongguan_app;
GRANT INSERT, SELECT ON stock_moves TO tongguan_app;
GRANT INSERT, SELECT ON tax_assessments TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (expiry) ON traveller_documents TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (kind, surname, given_names, native_name, sex, birth_date, nationality, delegation, function, accreditation_number, flags) ON travellers TO tongguan_app;
GRANT INSERT, SELECT ON trust_keys TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (withdrawn_by, withdrawn_at) ON trust_lists TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (attempts, next_attempt_at, delivered_at, last_status) ON webhook_deliveries TO tongguan_app;
GRANT INSERT, SELECT, UPDATE (disabled_at) ON webhook_endpoints TO tongguan_app;
GRANT INSERT, SELECT ON webhook_messages TO tongguan_app;
GRANT INSERT, SELECT ON zone_sets TO tongguan_app;

GRANT EXECUTE ON FUNCTION forget_attachments(uuid,timestamp with time zone) TO tongguan_app;
GRANT EXECUTE ON FUNCTION forget_reads(uuid,timestamp with time zone) TO tongguan_app;

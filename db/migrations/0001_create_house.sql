-- Every key begins with the event, identifiers come from the application, nothing rests on triggers,
-- advisory locks or deferrable constraints: the same schema runs on one server or distributed by event.

CREATE TABLE events (
  event_id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  time_zone text NOT NULL,
  -- {"kind":"real"} or {"kind":"simulated","eventAt":…,"realAt":…,"speed":…}
  clock jsonb NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE points_of_entry (
  event_id uuid NOT NULL REFERENCES events,
  point_id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('airport', 'seaport', 'railway', 'road')),
  name_en text NOT NULL,
  name_zh text NOT NULL,
  PRIMARY KEY (event_id, point_id),
  UNIQUE (event_id, code)
);

CREATE TABLE stations (
  event_id uuid NOT NULL,
  station_id uuid NOT NULL,
  point_id uuid NOT NULL,
  kind text NOT NULL,
  lane text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (event_id, station_id),
  UNIQUE (event_id, point_id, kind, lane),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry
);

CREATE TABLE officers (
  event_id uuid NOT NULL REFERENCES events,
  officer_id uuid NOT NULL,
  user_name text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  organisation text NOT NULL,
  roles text[] NOT NULL,
  station_id uuid,
  language text NOT NULL CHECK (language IN ('en', 'zh')),
  password_hash text,
  external_subject text,
  persona boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  PRIMARY KEY (event_id, officer_id),
  UNIQUE (event_id, user_name),
  UNIQUE (event_id, external_subject),
  FOREIGN KEY (event_id, station_id) REFERENCES stations
);

CREATE TABLE sessions (
  event_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  officer_id uuid NOT NULL,
  station_id uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (event_id, token_hash),
  FOREIGN KEY (event_id, officer_id) REFERENCES officers
);

CREATE TABLE sign_in_attempts (
  event_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  user_name text NOT NULL,
  address text NOT NULL,
  succeeded boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (event_id, attempt_id)
);
CREATE INDEX sign_in_attempts_by_user ON sign_in_attempts (event_id, user_name, at);

CREATE TABLE organisation_keys (
  event_id uuid NOT NULL REFERENCES events,
  key_id uuid NOT NULL,
  organisation text NOT NULL,
  roles text[] NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (event_id, key_id),
  UNIQUE (event_id, key_hash)
);

-- Plans: data, versioned, approved by a named officer. A version is never changed.
CREATE TABLE plans (
  event_id uuid NOT NULL REFERENCES events,
  plan_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  kind text NOT NULL CHECK (kind IN ('baseline', 'template', 'flight')),
  document jsonb NOT NULL,
  based_on_plan uuid,
  based_on_version integer,
  created_by uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, plan_id, version),
  FOREIGN KEY (event_id, based_on_plan, based_on_version) REFERENCES plans (event_id, plan_id, version)
);

CREATE TABLE plan_approvals (
  event_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  officer_id uuid NOT NULL,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, plan_id, version),
  FOREIGN KEY (event_id, plan_id, version) REFERENCES plans,
  FOREIGN KEY (event_id, officer_id) REFERENCES officers
);

-- The one mechanism: a case owes steps.
CREATE TABLE cases (
  event_id uuid NOT NULL REFERENCES events,
  case_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('flight', 'traveller')),
  direction text NOT NULL CHECK (direction IN ('arrival', 'departure')),
  parent_id uuid,
  attributes jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid,
  PRIMARY KEY (event_id, case_id),
  FOREIGN KEY (event_id, parent_id) REFERENCES cases (event_id, case_id)
);
CREATE INDEX cases_by_parent ON cases (event_id, parent_id) WHERE parent_id IS NOT NULL;

-- The plan that a flight and its travellers are under; the newest pin counts.
CREATE TABLE case_plans (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  pin integer NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  pinned_at timestamptz NOT NULL,
  pinned_by uuid,
  PRIMARY KEY (event_id, case_id, pin),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, plan_id, version) REFERENCES plans
);

-- A gate is shut until a record goes through it. What is owed, and every child case, pins it shut by a foreign key.
CREATE TABLE gates (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  gate text NOT NULL,
  passed_by uuid,
  state text NOT NULL GENERATED ALWAYS AS (CASE WHEN passed_by IS NULL THEN 'shut' ELSE 'open' END) STORED,
  bars_case uuid,
  bars_gate text,
  pin text GENERATED ALWAYS AS (CASE WHEN passed_by IS NULL AND bars_case IS NOT NULL THEN 'shut' END) STORED,
  PRIMARY KEY (event_id, case_id, gate),
  UNIQUE (event_id, case_id, gate, state),
  CHECK ((bars_case IS NULL) = (bars_gate IS NULL)),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, bars_case, bars_gate, pin) REFERENCES gates (event_id, case_id, gate, state)
);
CREATE INDEX gates_pinning ON gates (event_id, bars_case, bars_gate, pin) WHERE pin IS NOT NULL;

CREATE TABLE records (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Position in the case: a decision taken on an older state of the case collides here.
  seq integer NOT NULL CHECK (seq >= 1),
  record_id uuid NOT NULL,
  ordinal integer NOT NULL,
  step text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('passed', 'failed', 'not_applicable', 'diverted')),
  settles_as text NOT NULL GENERATED ALWAYS AS (
    CASE outcome WHEN 'passed' THEN 'passed' WHEN 'not_applicable' THEN 'not_applicable' ELSE 'followed' END) STORED,
  -- The obligation that follows a failure or a diversion; null where the step stayed owed.
  followed_by integer,
  needs_gate text,
  needs_state text GENERATED ALWAYS AS (CASE WHEN needs_gate IS NOT NULL THEN 'open' END) STORED,
  evidence jsonb NOT NULL,
  rule text,
  corrects uuid,
  officer_id uuid,
  key_id uuid,
  station_id uuid,
  device_id text,
  offline boolean NOT NULL DEFAULT false,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, case_id, seq),
  UNIQUE (event_id, record_id),
  UNIQUE (event_id, case_id, record_id, ordinal, step, settles_as),
  -- A rule, never a hand, says "not applicable" or diverts; the six actions that the rule of 100 % names cannot be excused.
  CONSTRAINT records_rule CHECK ((outcome IN ('not_applicable', 'diverted')) = (rule IS NOT NULL)),
  CONSTRAINT records_excusable CHECK (outcome <> 'not_applicable' OR step IN (
    'PRE-01', 'PRE-02', 'PRE-03', 'PRE-03b', 'PRE-04', 'PRE-05', 'CHK-01b', 'INV-01', 'INV-02', 'DEP-01', 'DEP-02', 'DEP-03')),
  -- A hand-over, a release to board, a disembarkation and a closing need their gate open.
  CONSTRAINT records_needs_gate CHECK (outcome <> 'passed' OR needs_gate IS NOT DISTINCT FROM CASE step
    WHEN 'XFR-01' THEN 'handOver' WHEN 'XFR-02' THEN 'handOver' WHEN 'DEP-03' THEN 'handOver'
    WHEN 'DSB-01' THEN 'disembark' WHEN 'DEP-04' THEN 'disembark' WHEN 'CLS-01' THEN 'closing' END),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, case_id, needs_gate, needs_state) REFERENCES gates (event_id, case_id, gate, state),
  FOREIGN KEY (event_id, corrects) REFERENCES records (event_id, record_id)
);
-- By time alone: an index that begins with the event would look as good as the keys to a planner that knows no sizes yet.
CREATE INDEX records_by_time ON records USING brin (recorded_at) WITH (pages_per_range = 16, autosummarize = on);

ALTER TABLE gates ADD FOREIGN KEY (event_id, passed_by) REFERENCES records (event_id, record_id);

CREATE TABLE obligations (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  step text NOT NULL,
  bars text NOT NULL,
  owed_at timestamptz NOT NULL,
  due_at timestamptz,
  -- Why it is owed: the plan, a failed step, or a repeat; with the rule's plan and version.
  because text NOT NULL,
  plan_id uuid NOT NULL,
  plan_version integer NOT NULL,
  settled_by uuid,
  settled_as text,
  followed_by integer,
  pin text GENERATED ALWAYS AS (CASE WHEN settled_by IS NULL THEN 'shut' END) STORED,
  PRIMARY KEY (event_id, case_id, ordinal),
  CHECK ((settled_by IS NULL) = (settled_as IS NULL)),
  CHECK ((settled_as IS NOT DISTINCT FROM 'followed') = (followed_by IS NOT NULL)),
  CHECK (followed_by IS DISTINCT FROM ordinal),
  FOREIGN KEY (event_id, case_id, bars, pin) REFERENCES gates (event_id, case_id, gate, state),
  FOREIGN KEY (event_id, case_id, settled_by, ordinal, step, settled_as)
    REFERENCES records (event_id, case_id, record_id, ordinal, step, settles_as),
  FOREIGN KEY (event_id, case_id, followed_by) REFERENCES obligations (event_id, case_id, ordinal)
);
CREATE INDEX obligations_pinning ON obligations (event_id, case_id, bars, pin) WHERE pin IS NOT NULL;
CREATE INDEX obligations_due ON obligations (event_id, due_at) WHERE settled_by IS NULL AND due_at IS NOT NULL;

-- An identifier in evidence that belongs to one record only: a tube belongs to one person.
CREATE TABLE evidence_keys (
  event_id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  case_id uuid NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (event_id, kind, key),
  FOREIGN KEY (event_id, record_id) REFERENCES records (event_id, record_id)
);
CREATE INDEX evidence_keys_by_case ON evidence_keys (event_id, case_id);

-- What officers and systems did besides records, and every refusal. Accepted records are their own audit.
CREATE TABLE action_log (
  event_id uuid NOT NULL,
  command_id uuid NOT NULL,
  action text NOT NULL,
  officer_id uuid,
  key_id uuid,
  station_id uuid,
  input_digest bytea NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
  answer jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, command_id)
);
CREATE INDEX action_log_by_time ON action_log (event_id, recorded_at);

CREATE TABLE read_log (
  event_id uuid NOT NULL,
  read_id uuid NOT NULL,
  officer_id uuid,
  key_id uuid,
  view text NOT NULL,
  subject text NOT NULL,
  reason text,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, read_id)
);
CREATE INDEX read_log_by_subject ON read_log (event_id, subject, read_at);

-- Flights.
CREATE TABLE flights (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  designator text NOT NULL,
  flight_date date NOT NULL,
  direction text NOT NULL CHECK (direction IN ('arrival', 'departure')),
  point_id uuid NOT NULL,
  origin text NOT NULL,
  destination text NOT NULL,
  stops text[] NOT NULL DEFAULT '{}',
  chartered boolean NOT NULL,
  seat_layout text,
  PRIMARY KEY (event_id, flight_id),
  UNIQUE (event_id, designator, flight_date, direction),
  FOREIGN KEY (event_id, flight_id) REFERENCES cases (event_id, case_id),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry
);
CREATE INDEX flights_by_date ON flights (event_id, flight_date);

CREATE TABLE flight_movements (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  movement_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('scheduled', 'estimated', 'landed', 'onBlocks', 'doorsOpen', 'departed', 'cancelled')),
  at timestamptz NOT NULL,
  source text NOT NULL,
  recorded_by uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, flight_id, movement_id),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights
);

-- People known in advance: lists as received, and the person behind the entries.
CREATE TABLE lists (
  event_id uuid NOT NULL REFERENCES events,
  list_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('roster', 'airline', 'declaration')),
  -- What the list replaces: a delegation's roster, one flight's passengers or crew.
  scope text NOT NULL,
  version integer NOT NULL,
  source text NOT NULL,
  file_name text,
  digest bytea NOT NULL,
  declared jsonb NOT NULL,
  quarantined jsonb NOT NULL,
  committed_by uuid,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, list_id),
  UNIQUE (event_id, kind, scope, version)
);

CREATE TABLE travellers (
  event_id uuid NOT NULL REFERENCES events,
  traveller_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('passenger', 'crew')),
  surname text NOT NULL,
  given_names text NOT NULL,
  native_name text,
  sex text CHECK (sex IN ('M', 'F', 'X')),
  birth_date date,
  nationality text,
  delegation text,
  function text,
  accreditation_number text,
  flags jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, traveller_id)
);
CREATE INDEX travellers_by_name ON travellers (event_id, upper(surname) text_pattern_ops, upper(given_names) text_pattern_ops);
CREATE INDEX travellers_by_given_names ON travellers (event_id, upper(given_names) text_pattern_ops);
CREATE INDEX travellers_by_native_name ON travellers (event_id, native_name text_pattern_ops) WHERE native_name IS NOT NULL;
CREATE INDEX travellers_by_accreditation ON travellers (event_id, accreditation_number) WHERE accreditation_number IS NOT NULL;

CREATE TABLE traveller_documents (
  event_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  type text NOT NULL,
  number text NOT NULL,
  issuer text NOT NULL DEFAULT '',
  expiry date,
  PRIMARY KEY (event_id, traveller_id, type, number, issuer),
  FOREIGN KEY (event_id, traveller_id) REFERENCES travellers
);
CREATE INDEX traveller_documents_by_number ON traveller_documents (event_id, number);

CREATE TABLE list_entries (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  position integer NOT NULL,
  entry_key text NOT NULL,
  flight_id uuid,
  traveller_id uuid,
  entry jsonb NOT NULL,
  PRIMARY KEY (event_id, list_id, position),
  FOREIGN KEY (event_id, list_id) REFERENCES lists,
  FOREIGN KEY (event_id, flight_id) REFERENCES flights,
  FOREIGN KEY (event_id, traveller_id) REFERENCES travellers
);
CREATE INDEX list_entries_by_flight ON list_entries (event_id, flight_id) WHERE flight_id IS NOT NULL;
CREATE INDEX list_entries_by_traveller ON list_entries (event_id, traveller_id) WHERE traveller_id IS NOT NULL;

-- One person on one flight: the traveller case.
CREATE TABLE journeys (
  event_id uuid NOT NULL,
  case_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  seat text,
  booking_reference text,
  room_cluster text,
  found_outside_list boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, case_id),
  UNIQUE (event_id, flight_id, traveller_id),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, traveller_id) REFERENCES travellers,
  FOREIGN KEY (event_id, flight_id) REFERENCES flights
);
CREATE INDEX journeys_by_traveller ON journeys (event_id, traveller_id);

CREATE TABLE match_decisions (
  event_id uuid NOT NULL,
  one_id uuid NOT NULL,
  other_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('same', 'different')),
  reasons jsonb NOT NULL,
  decided_by uuid,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, one_id, other_id),
  CHECK (one_id < other_id),
  FOREIGN KEY (event_id, one_id) REFERENCES travellers (event_id, traveller_id),
  FOREIGN KEY (event_id, other_id) REFERENCES travellers (event_id, traveller_id)
);

-- Custody of samples: packed, collected, received; the result is a record.
CREATE TABLE sample_movements (
  event_id uuid NOT NULL,
  movement_id uuid NOT NULL,
  tube_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('packed', 'collected', 'received', 'lost')),
  pack_id text NOT NULL,
  officer_id uuid,
  counterpart text,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, movement_id, tube_id)
);
CREATE INDEX sample_movements_by_tube ON sample_movements (event_id, tube_id);
CREATE INDEX sample_movements_by_pack ON sample_movements (event_id, pack_id);

-- Hand-overs: both counts and both signatures, or the vehicle does not leave.
CREATE TABLE hand_overs (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('normal', 'abnormal')),
  vehicle text NOT NULL,
  cluster text NOT NULL,
  count_given integer NOT NULL CHECK (count_given >= 1),
  count_received integer NOT NULL,
  giver text NOT NULL,
  receiver text NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, hand_over_id),
  CHECK (count_given = count_received),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights
);
CREATE INDEX hand_overs_by_flight ON hand_overs (event_id, flight_id);

CREATE TABLE hand_over_persons (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (event_id, hand_over_id, case_id),
  FOREIGN KEY (event_id, hand_over_id) REFERENCES hand_overs,
  FOREIGN KEY (event_id, case_id) REFERENCES journeys (event_id, case_id)
);

-- A difference between head-counts: an owed step of the flight, with an owner.
CREATE TABLE discrepancies (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  ordinal integer NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  owner_id uuid,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, flight_id, ordinal),
  UNIQUE (event_id, flight_id, subject),
  FOREIGN KEY (event_id, flight_id, ordinal) REFERENCES obligations (event_id, case_id, ordinal)
);

-- Reports and signed sheets, generated from records.
CREATE TABLE reports (
  event_id uuid NOT NULL,
  report_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('information', 'positive', 'closing')),
  content jsonb NOT NULL,
  content_hash text NOT NULL,
  recipients text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, report_id),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights
);
CREATE INDEX reports_by_flight ON reports (event_id, flight_id);

CREATE TABLE report_acknowledgements (
  event_id uuid NOT NULL,
  report_id uuid NOT NULL,
  recipient text NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  recorded_by uuid,
  key_id uuid,
  PRIMARY KEY (event_id, report_id, recipient),
  FOREIGN KEY (event_id, report_id) REFERENCES reports
);

-- Webhooks after the Standard Webhooks specification.
CREATE TABLE webhook_endpoints (
  event_id uuid NOT NULL REFERENCES events,
  endpoint_id uuid NOT NULL,
  organisation text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  topics text[] NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  PRIMARY KEY (event_id, endpoint_id)
);

CREATE TABLE webhook_messages (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, message_id)
);

CREATE TABLE webhook_deliveries (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  delivered_at timestamptz,
  last_status text,
  PRIMARY KEY (event_id, message_id, endpoint_id),
  FOREIGN KEY (event_id, message_id) REFERENCES webhook_messages,
  FOREIGN KEY (event_id, endpoint_id) REFERENCES webhook_endpoints
);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (event_id, next_attempt_at) WHERE delivered_at IS NULL;

-- Young tables are counted early: until then the planner cannot tell a key of one case from a key of the whole event.
ALTER TABLE records SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE obligations SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE gates SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE cases SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);

-- Rights of the application: it reads and adds; it changes only what the mechanism needs, and owns nothing.
GRANT USAGE ON SCHEMA public TO tongguan_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO tongguan_app;
REVOKE ALL ON TABLE migrations FROM tongguan_app;
GRANT SELECT ON TABLE migrations TO tongguan_app;
GRANT UPDATE (clock) ON events TO tongguan_app;
GRANT UPDATE (name_en, name_zh, closed_at) ON stations TO tongguan_app;
GRANT UPDATE (name_en, name_zh, organisation, roles, station_id, language, password_hash, external_subject, disabled_at) ON officers TO tongguan_app;
GRANT UPDATE (station_id, expires_at, ended_at) ON sessions TO tongguan_app;
GRANT UPDATE (revoked_at) ON organisation_keys TO tongguan_app;
-- What a newer list tells of a person (accredited, with baggage, with sports kit) may add steps; nothing owed is taken back.
GRANT UPDATE (attributes) ON cases TO tongguan_app;
GRANT UPDATE (passed_by) ON gates TO tongguan_app;
GRANT UPDATE (settled_by, settled_as, followed_by) ON obligations TO tongguan_app;
GRANT UPDATE (surname, given_names, native_name, sex, birth_date, nationality, delegation, function, accreditation_number, flags, kind) ON travellers TO tongguan_app;
GRANT UPDATE (expiry) ON traveller_documents TO tongguan_app;
GRANT UPDATE (seat, booking_reference, room_cluster) ON journeys TO tongguan_app;
GRANT UPDATE (owner_id) ON discrepancies TO tongguan_app;
GRANT UPDATE (disabled_at) ON webhook_endpoints TO tongguan_app;
GRANT UPDATE (attempts, next_attempt_at, delivered_at, last_status) ON webhook_deliveries TO tongguan_app;

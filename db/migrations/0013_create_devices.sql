-- Devices at the port: what they are, what they sent, whether it counts, and the alarms that somebody owns (docs/decisions/0030).
ALTER TABLE cases DROP CONSTRAINT cases_kind_check;
ALTER TABLE cases ADD CONSTRAINT cases_kind_check CHECK (kind IN ('flight', 'traveller', 'consignment', 'lot', 'alarm'));
ALTER TABLE cases DROP CONSTRAINT cases_direction_check;
ALTER TABLE cases ADD CONSTRAINT cases_direction_check CHECK (direction IN ('arrival', 'departure', 'import', 'response')
  AND (direction = 'import') = (kind IN ('consignment', 'lot')) AND (direction = 'response') = (kind = 'alarm'));
ALTER TABLE records DROP CONSTRAINT records_needs_gate;
ALTER TABLE records ADD CONSTRAINT records_needs_gate CHECK (outcome <> 'passed' OR needs_gate IS NOT DISTINCT FROM CASE step
  WHEN 'XFR-01' THEN 'handOver' WHEN 'XFR-02' THEN 'handOver' WHEN 'DEP-03' THEN 'handOver'
  WHEN 'DSB-01' THEN 'disembark' WHEN 'DEP-04' THEN 'disembark' WHEN 'CLS-01' THEN 'closing'
  WHEN 'GDS-DECL' THEN 'declare' WHEN 'GDS-RELS' THEN 'release' WHEN 'GDS-CLS' THEN 'closing'
  WHEN 'LOT-FREE' THEN 'serve' WHEN 'ALM-DISP' THEN 'closed' END);
-- Screenings that only a plan owes are excused, like the others of an absent person, by the rule that nobody was on board.
ALTER TABLE records DROP CONSTRAINT records_excusable;
ALTER TABLE records ADD CONSTRAINT records_excusable CHECK (outcome <> 'not_applicable' OR step IN (
  'PRE-01', 'PRE-02', 'PRE-03', 'PRE-03b', 'PRE-04', 'PRE-05', 'CHK-01b', 'INV-01', 'INV-02', 'DEP-01', 'DEP-02', 'DEP-03',
  'RAD-01', 'BAG-02', 'BAG-03', 'BAG-04',
  'LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-COLD', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE'));

-- A device as it was made known; what it may do is said by its decisions.
CREATE TABLE devices (
  event_id uuid NOT NULL REFERENCES events,
  device_id uuid NOT NULL,
  kind text NOT NULL,
  serial text NOT NULL CHECK (serial <> ''),
  maker text NOT NULL,
  model text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  made_known_at timestamptz NOT NULL,
  made_known_by uuid,
  PRIMARY KEY (event_id, device_id),
  UNIQUE (event_id, kind, serial),
  FOREIGN KEY (event_id, made_known_by) REFERENCES officers
);

-- Approved, suspended, retired, moved: only added; the newest counts. The key of a device is kept as a digest.
CREATE TABLE device_decisions (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  decision text NOT NULL CHECK (decision IN ('approved', 'suspended', 'retired')),
  station_id uuid,
  key_digest bytea,
  settings jsonb NOT NULL,
  reason text NOT NULL,
  decided_at timestamptz NOT NULL,
  decided_by uuid,
  PRIMARY KEY (event_id, device_id, ordinal),
  FOREIGN KEY (event_id, device_id) REFERENCES devices,
  FOREIGN KEY (event_id, station_id) REFERENCES stations,
  FOREIGN KEY (event_id, decided_by) REFERENCES officers,
  CHECK ((decision = 'approved') = (key_digest IS NOT NULL))
);
CREATE INDEX device_decisions_by_key ON device_decisions (key_digest) WHERE key_digest IS NOT NULL;

-- Calibrations and checks. One that condemns says since when the device measured badly.
CREATE TABLE device_checks (
  event_id uuid NOT NULL,
  check_id uuid NOT NULL,
  device_id uuid NOT NULL,
  kind text NOT NULL,
  passed boolean NOT NULL,
  performed_at timestamptz NOT NULL,
  valid_until timestamptz,
  measured jsonb NOT NULL,
  certificate text,
  condemns_since timestamptz,
  note text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, check_id),
  FOREIGN KEY (event_id, device_id) REFERENCES devices,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers,
  CHECK (passed OR valid_until IS NULL),
  CHECK (condemns_since IS NULL OR (NOT passed AND condemns_since <= performed_at))
);
CREATE INDEX device_checks_by_device ON device_checks (event_id, device_id, performed_at);

-- What came over the wire, byte for byte, once: raw evidence. The bytes are destroyed after their period; the digest stays.
CREATE TABLE device_messages (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL CHECK (message_id <> ''),
  format text NOT NULL,
  transport text NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  content bytea,
  findings jsonb NOT NULL,
  refused jsonb,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, device_id, message_id),
  FOREIGN KEY (event_id, device_id) REFERENCES devices
);
CREATE INDEX device_messages_by_time ON device_messages USING brin (received_at);

-- What a message says, one row an event. Whether it counts was decided when it came, with every reason against it.
CREATE TABLE device_events (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  name text NOT NULL,
  level text NOT NULL,
  happened_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  subject text,
  case_id uuid,
  step text,
  reading jsonb NOT NULL,
  against text[] NOT NULL,
  record_id uuid,
  PRIMARY KEY (event_id, device_id, message_id, ordinal),
  FOREIGN KEY (event_id, device_id, message_id) REFERENCES device_messages,
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, record_id) REFERENCES records (event_id, record_id),
  CHECK (record_id IS NULL OR (case_id IS NOT NULL AND against = '{}'))
);
CREATE INDEX device_events_by_device ON device_events (event_id, device_id, happened_at);
CREATE INDEX device_events_by_case ON device_events (event_id, case_id) WHERE case_id IS NOT NULL;

-- Telemetry: numbers with units that the kind declares; the newest of a second.
CREATE TABLE device_telemetry (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  measured_at timestamptz NOT NULL,
  reading jsonb NOT NULL,
  PRIMARY KEY (event_id, device_id, measured_at),
  FOREIGN KEY (event_id, device_id) REFERENCES devices
);

-- When a device was reachable: from its last will and its heartbeat.
CREATE TABLE device_links (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  link text NOT NULL CHECK (link IN ('online', 'offline', 'broken')),
  PRIMARY KEY (event_id, device_id, changed_at),
  FOREIGN KEY (event_id, device_id) REFERENCES devices
);

-- One alarm, one case: never merged because device and kind are the same.
CREATE TABLE alarms (
  event_id uuid NOT NULL,
  alarm_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  ordinal integer NOT NULL,
  alarm_class text NOT NULL,
  raised_at timestamptz NOT NULL,
  raw_sha256 bytea NOT NULL,
  PRIMARY KEY (event_id, alarm_id),
  UNIQUE (event_id, device_id, message_id, ordinal),
  FOREIGN KEY (event_id, alarm_id) REFERENCES cases (event_id, case_id),
  FOREIGN KEY (event_id, device_id, message_id, ordinal) REFERENCES device_events
);
CREATE INDEX alarms_by_time ON alarms (event_id, raised_at);

-- Whom or what an alarm is about: one subject an alarm, bound when it is raised or by an officer; the obligation bars the subject until the alarm is disposed of.
CREATE TABLE alarm_subjects (
  event_id uuid NOT NULL,
  alarm_id uuid NOT NULL,
  case_id uuid NOT NULL,
  obligation integer,
  bound_at timestamptz NOT NULL,
  bound_by uuid,
  PRIMARY KEY (event_id, alarm_id),
  FOREIGN KEY (event_id, alarm_id) REFERENCES alarms,
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, case_id, obligation) REFERENCES obligations (event_id, case_id, ordinal),
  FOREIGN KEY (event_id, bound_by) REFERENCES officers
);
CREATE INDEX alarm_subjects_by_case ON alarm_subjects (event_id, case_id);

-- How the port lies: areas, walls and detectors in metres, as planners save them; the newest of a name counts.
CREATE TABLE port_layouts (
  event_id uuid NOT NULL REFERENCES events,
  layout_id uuid NOT NULL,
  point_id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  content jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid,
  PRIMARY KEY (event_id, layout_id),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, saved_by) REFERENCES officers
);

GRANT SELECT, INSERT ON devices, device_decisions, device_checks, device_messages, device_events, device_telemetry, device_links, alarms, alarm_subjects, port_layouts TO tongguan_app;
GRANT UPDATE (content) ON device_messages TO tongguan_app;
GRANT DELETE ON device_telemetry TO tongguan_app;
-- What told of somebody's health is emptied after its period; that it was told, and whether it counted, stays.
GRANT UPDATE (reading, subject) ON device_events TO tongguan_app;

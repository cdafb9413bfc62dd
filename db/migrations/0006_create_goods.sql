-- Goods: a consignment is a case like a flight or a traveller, and owes steps under the plan of goods.
ALTER TABLE cases DROP CONSTRAINT cases_kind_check;
ALTER TABLE cases ADD CONSTRAINT cases_kind_check CHECK (kind IN ('flight', 'traveller', 'consignment'));
ALTER TABLE cases DROP CONSTRAINT cases_direction_check;
ALTER TABLE cases ADD CONSTRAINT cases_direction_check CHECK (direction IN ('arrival', 'departure', 'import') AND (direction = 'import') = (kind = 'consignment'));
-- No rule excuses a step of goods; their declaration, release and closing need their gate open.
ALTER TABLE records DROP CONSTRAINT records_needs_gate;
ALTER TABLE records ADD CONSTRAINT records_needs_gate CHECK (outcome <> 'passed' OR needs_gate IS NOT DISTINCT FROM CASE step
  WHEN 'XFR-01' THEN 'handOver' WHEN 'XFR-02' THEN 'handOver' WHEN 'DEP-03' THEN 'handOver'
  WHEN 'DSB-01' THEN 'disembark' WHEN 'DEP-04' THEN 'disembark' WHEN 'CLS-01' THEN 'closing'
  WHEN 'GDS-DECL' THEN 'declare' WHEN 'GDS-RELS' THEN 'release' WHEN 'GDS-CLS' THEN 'closing' END);

-- Who takes part: companies, agents, the organiser, people who bring goods of their own.
CREATE TABLE parties (
  event_id uuid NOT NULL REFERENCES events,
  party_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('company', 'agent', 'organiser', 'person')),
  name_en text NOT NULL,
  name_zh text NOT NULL,
  -- 18 digits for whoever is registered in China; a passport or accreditation number for a person.
  registration text NOT NULL,
  contact text NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_by uuid,
  PRIMARY KEY (event_id, party_id),
  UNIQUE (event_id, registration)
);

-- Customs enters a filed party into its register, or strikes it off with a reason; the newest decision counts.
CREATE TABLE party_decisions (
  event_id uuid NOT NULL,
  party_id uuid NOT NULL,
  ordinal integer NOT NULL,
  registered boolean NOT NULL,
  reason text NOT NULL,
  decided_at timestamptz NOT NULL,
  decided_by uuid NOT NULL,
  PRIMARY KEY (event_id, party_id, ordinal),
  FOREIGN KEY (event_id, party_id) REFERENCES parties,
  FOREIGN KEY (event_id, decided_by) REFERENCES officers
);

-- Whom an officer account of the role trader stands for.
CREATE TABLE party_members (
  event_id uuid NOT NULL,
  officer_id uuid NOT NULL,
  party_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (event_id, officer_id),
  FOREIGN KEY (event_id, officer_id) REFERENCES officers,
  FOREIGN KEY (event_id, party_id) REFERENCES parties
);

CREATE TABLE mandates (
  event_id uuid NOT NULL,
  mandate_id uuid NOT NULL,
  principal_id uuid NOT NULL,
  agent_id uuid NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  given_at timestamptz NOT NULL,
  given_by uuid,
  revoked_at timestamptz,
  PRIMARY KEY (event_id, mandate_id),
  CHECK (valid_until >= valid_from),
  CHECK (principal_id <> agent_id),
  FOREIGN KEY (event_id, principal_id) REFERENCES parties,
  FOREIGN KEY (event_id, agent_id) REFERENCES parties
);
CREATE INDEX mandates_by_agent ON mandates (event_id, agent_id);

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
  -- The last day of the stay at first; extensions are records of their own.
  leaves_by date,
  created_at timestamptz NOT NULL,
  created_by uuid,
  PRIMARY KEY (event_id, consignment_id),
  UNIQUE (event_id, number),
  FOREIGN KEY (event_id, consignment_id) REFERENCES cases (event_id, case_id),
  FOREIGN KEY (event_id, party_id) REFERENCES parties,
  FOREIGN KEY (event_id, agent_id) REFERENCES parties,
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry
);
CREATE INDEX consignments_by_party ON consignments (event_id, party_id);

-- The goods list of a consignment, version by version: what three parties sign is the hash of its content.
CREATE TABLE goods_lists (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  content jsonb NOT NULL,
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  file_name text,
  line_count integer NOT NULL,
  serial_count integer NOT NULL,
  pieces integer NOT NULL,
  value_fen bigint NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_by uuid,
  PRIMARY KEY (event_id, consignment_id, version),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments
);

-- The lines of the version that was confirmed, once the declaration is accepted: what the ledger, the permits and the exit check speak of.
CREATE TABLE goods_lines (
  event_id uuid NOT NULL,
  line_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  position integer NOT NULL,
  hs_code text NOT NULL,
  description_en text NOT NULL,
  description_zh text NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit text NOT NULL,
  value_fen bigint NOT NULL CHECK (value_fen >= 0),
  -- Disposed of so far; quantities in and out balance line by line.
  closed numeric NOT NULL DEFAULT 0 CHECK (closed >= 0),
  PRIMARY KEY (event_id, line_id),
  UNIQUE (event_id, consignment_id, position),
  CHECK (closed <= quantity),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments
);

CREATE TABLE goods_serials (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  serial text NOT NULL,
  line_id uuid NOT NULL,
  -- The disposition that took this piece out of supervision.
  disposition_id uuid,
  PRIMARY KEY (event_id, consignment_id, serial),
  FOREIGN KEY (event_id, line_id) REFERENCES goods_lines
);
CREATE INDEX goods_serials_by_line ON goods_serials (event_id, line_id);

-- A permit is a quota: what it approves is drawn down by lines, never beyond it.
CREATE TABLE permits (
  event_id uuid NOT NULL REFERENCES events,
  permit_id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  authority text NOT NULL,
  party_id uuid NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  -- Points of entry at which it may be used; any where empty.
  points text[] NOT NULL,
  entered_at timestamptz NOT NULL,
  entered_by uuid,
  PRIMARY KEY (event_id, permit_id),
  UNIQUE (event_id, kind, number),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY (event_id, party_id) REFERENCES parties
);

CREATE TABLE permit_lines (
  event_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  position integer NOT NULL,
  hs_prefix text NOT NULL,
  description text NOT NULL,
  unit text NOT NULL,
  approved numeric NOT NULL CHECK (approved > 0),
  drawn numeric NOT NULL DEFAULT 0 CHECK (drawn >= 0),
  -- Approved serial numbers; any where empty.
  serials text[] NOT NULL,
  PRIMARY KEY (event_id, permit_id, position),
  CONSTRAINT permit_lines_quota CHECK (drawn <= approved),
  FOREIGN KEY (event_id, permit_id) REFERENCES permits
);

CREATE TABLE permit_draws (
  event_id uuid NOT NULL,
  draw_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  position integer NOT NULL,
  consignment_id uuid NOT NULL,
  line_position integer NOT NULL,
  quantity numeric NOT NULL CHECK (quantity <> 0),
  drawn_at timestamptz NOT NULL,
  drawn_by uuid,
  PRIMARY KEY (event_id, draw_id),
  FOREIGN KEY (event_id, permit_id, position) REFERENCES permit_lines,
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments
);
CREATE INDEX permit_draws_by_consignment ON permit_draws (event_id, consignment_id);

-- Declarations, each version whole; what customs decides is a record.
CREATE TABLE goods_declarations (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  number text NOT NULL,
  form text NOT NULL CHECK (form IN ('simplified', 'full')),
  timing text NOT NULL CHECK (timing IN ('advance', 'onArrival', 'twoStep')),
  list_version integer NOT NULL,
  content jsonb NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_by uuid,
  PRIMARY KEY (event_id, consignment_id, version),
  UNIQUE (event_id, number, version),
  FOREIGN KEY (event_id, consignment_id, list_version) REFERENCES goods_lists (event_id, consignment_id, version)
);

CREATE TABLE tax_assessments (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  ordinal integer NOT NULL,
  content jsonb NOT NULL,
  total_fen bigint NOT NULL CHECK (total_fen >= 0),
  assessed_at timestamptz NOT NULL,
  assessed_by uuid,
  PRIMARY KEY (event_id, consignment_id, ordinal),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments
);

-- Holds are a set: each has an agency, a reason, who acts next and a clock, and is an owed step of the case.
CREATE TABLE goods_holds (
  event_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  obligation integer NOT NULL,
  agency text NOT NULL,
  reason text NOT NULL,
  next_actor text NOT NULL CHECK (next_actor IN ('customs', 'agency', 'trader', 'organiser')),
  due_at timestamptz NOT NULL,
  placed_at timestamptz NOT NULL,
  placed_by uuid NOT NULL,
  PRIMARY KEY (event_id, hold_id),
  UNIQUE (event_id, consignment_id, obligation),
  FOREIGN KEY (event_id, consignment_id, obligation) REFERENCES obligations (event_id, case_id, ordinal)
);

-- How each line left supervision, in part or whole; a mistake is a later entry with the opposite quantity.
CREATE TABLE dispositions (
  event_id uuid NOT NULL,
  disposition_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  line_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reExport', 'consumption', 'dutyPaid', 'donation', 'destruction', 'abandonment', 'loss')),
  quantity numeric NOT NULL CHECK (quantity <> 0),
  evidence text NOT NULL,
  disposed_at timestamptz NOT NULL,
  disposed_by uuid,
  PRIMARY KEY (event_id, disposition_id),
  FOREIGN KEY (event_id, line_id) REFERENCES goods_lines
);
CREATE INDEX dispositions_by_line ON dispositions (event_id, line_id);

ALTER TABLE goods_serials ADD FOREIGN KEY (event_id, disposition_id) REFERENCES dispositions;

-- An extension moves the last day of the stay; three of at most six months each.
CREATE TABLE stay_extensions (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal BETWEEN 1 AND 3),
  months integer NOT NULL CHECK (months BETWEEN 1 AND 6),
  leaves_by date NOT NULL,
  reason text NOT NULL,
  granted_at timestamptz NOT NULL,
  granted_by uuid NOT NULL,
  PRIMARY KEY (event_id, consignment_id, ordinal),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments
);

GRANT SELECT, INSERT ON parties, party_decisions, party_members, mandates, consignments, goods_lists, goods_lines, goods_serials, permits, permit_lines, permit_draws, goods_declarations, tax_assessments, goods_holds, dispositions, stay_extensions TO tongguan_app;
GRANT UPDATE (revoked_at) ON mandates TO tongguan_app;
GRANT UPDATE (closed) ON goods_lines TO tongguan_app;
GRANT UPDATE (disposition_id) ON goods_serials TO tongguan_app;
GRANT UPDATE (drawn) ON permit_lines TO tongguan_app;
GRANT UPDATE (leaves_by) ON consignments TO tongguan_app;

-- Tariff rows and exchange rates as an operator imports them; the newest import of a code and period counts before what ships with the product.
CREATE TABLE reference_rows (
  event_id uuid NOT NULL REFERENCES events,
  row_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('tariff', 'exchange')),
  code text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  content jsonb NOT NULL,
  source text NOT NULL,
  imported_at timestamptz NOT NULL,
  imported_by uuid NOT NULL,
  PRIMARY KEY (event_id, row_id),
  CHECK (valid_until IS NULL OR valid_until >= valid_from),
  FOREIGN KEY (event_id, imported_by) REFERENCES officers
);
CREATE INDEX reference_rows_by_code ON reference_rows (event_id, kind, code, valid_from);
GRANT SELECT, INSERT ON reference_rows TO tongguan_app;

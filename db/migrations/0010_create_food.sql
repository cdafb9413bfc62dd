-- Imported food: a lot is a case under its consignment, owes steps before it may be used, and is followed to the last portion (docs/decisions/0026).
ALTER TABLE cases DROP CONSTRAINT cases_kind_check;
ALTER TABLE cases ADD CONSTRAINT cases_kind_check CHECK (kind IN ('flight', 'traveller', 'consignment', 'lot'));
ALTER TABLE cases DROP CONSTRAINT cases_direction_check;
ALTER TABLE cases ADD CONSTRAINT cases_direction_check CHECK (direction IN ('arrival', 'departure', 'import') AND (direction = 'import') = (kind IN ('consignment', 'lot')));
ALTER TABLE records DROP CONSTRAINT records_needs_gate;
ALTER TABLE records ADD CONSTRAINT records_needs_gate CHECK (outcome <> 'passed' OR needs_gate IS NOT DISTINCT FROM CASE step
  WHEN 'XFR-01' THEN 'handOver' WHEN 'XFR-02' THEN 'handOver' WHEN 'DEP-03' THEN 'handOver'
  WHEN 'DSB-01' THEN 'disembark' WHEN 'DEP-04' THEN 'disembark' WHEN 'CLS-01' THEN 'closing'
  WHEN 'GDS-DECL' THEN 'declare' WHEN 'GDS-RELS' THEN 'release' WHEN 'GDS-CLS' THEN 'closing'
  WHEN 'LOT-FREE' THEN 'serve' END);
-- Food of which all that was left was sent back or destroyed need not prove that it may be eaten; nothing else of goods is excused.
ALTER TABLE records DROP CONSTRAINT records_excusable;
ALTER TABLE records ADD CONSTRAINT records_excusable CHECK (outcome <> 'not_applicable' OR step IN (
  'PRE-01', 'PRE-02', 'PRE-03', 'PRE-03b', 'PRE-04', 'PRE-05', 'CHK-01b', 'INV-01', 'INV-02', 'DEP-01', 'DEP-02', 'DEP-03',
  'LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-COLD', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE'));

-- Overseas producers as an operator imports the register; the newest import of a number counts.
CREATE TABLE food_producers (
  event_id uuid NOT NULL REFERENCES events,
  row_id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  categories text[] NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  suspended_from date,
  source text NOT NULL,
  imported_at timestamptz NOT NULL,
  imported_by uuid,
  PRIMARY KEY (event_id, row_id),
  CHECK (valid_until IS NULL OR valid_until >= valid_from)
);
CREATE INDEX food_producers_by_number ON food_producers (event_id, number, imported_at);

-- Where food is kept: at the port, at a venue, in a kitchen.
CREATE TABLE food_places (
  event_id uuid NOT NULL REFERENCES events,
  place_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('portStore', 'venueStore', 'kitchen')),
  name_en text NOT NULL,
  name_zh text NOT NULL,
  venue text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid,
  PRIMARY KEY (event_id, place_id),
  UNIQUE (event_id, name_en),
  UNIQUE (event_id, place_id, kind)
);

-- How much of a line is in lots; never more than the line has.
ALTER TABLE goods_lines ADD COLUMN lotted numeric NOT NULL DEFAULT 0 CHECK (lotted >= 0);
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_lotted CHECK (lotted <= quantity);

CREATE TABLE food_lots (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  position integer NOT NULL,
  lot_number text NOT NULL CHECK (lot_number <> ''),
  producer_number text NOT NULL,
  importer_filing text NOT NULL,
  produced_on date NOT NULL,
  best_before date NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit text NOT NULL,
  category text NOT NULL,
  storage text NOT NULL CHECK (storage IN ('ambient', 'chilled', 'frozen')),
  origin text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid,
  PRIMARY KEY (event_id, lot_id),
  UNIQUE (event_id, consignment_id, position, lot_number),
  UNIQUE (event_id, lot_id, consignment_id),
  UNIQUE (event_id, lot_id, quantity),
  CHECK (best_before >= produced_on),
  FOREIGN KEY (event_id, lot_id) REFERENCES cases (event_id, case_id),
  FOREIGN KEY (event_id, consignment_id, position) REFERENCES goods_lines (event_id, consignment_id, position)
);
CREATE INDEX food_lots_by_producer ON food_lots (event_id, producer_number);
CREATE INDEX food_lots_by_production ON food_lots (event_id, produced_on);

CREATE TABLE food_logs (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  file_name text NOT NULL,
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  -- One after the other: the instant in milliseconds, degrees Celsius, relative humidity or null.
  readings jsonb NOT NULL,
  attached_at timestamptz NOT NULL,
  attached_by uuid,
  PRIMARY KEY (event_id, lot_id, ordinal),
  UNIQUE (event_id, lot_id, content_hash),
  FOREIGN KEY (event_id, lot_id) REFERENCES food_lots
);

-- A hold is on a consignment, or on one lot of it; either way it is an owed step of that case.
ALTER TABLE goods_holds ADD COLUMN lot_id uuid;
ALTER TABLE goods_holds ADD COLUMN case_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(lot_id, consignment_id)) STORED;
ALTER TABLE goods_holds DROP CONSTRAINT goods_holds_event_id_consignment_id_obligation_fkey;
ALTER TABLE goods_holds DROP CONSTRAINT goods_holds_event_id_consignment_id_obligation_key;
ALTER TABLE goods_holds ADD UNIQUE (event_id, case_id, obligation);
ALTER TABLE goods_holds ADD UNIQUE (event_id, hold_id, lot_id, obligation);
ALTER TABLE goods_holds ADD FOREIGN KEY (event_id, case_id, obligation) REFERENCES obligations (event_id, case_id, ordinal);
ALTER TABLE goods_holds ADD FOREIGN KEY (event_id, lot_id, consignment_id) REFERENCES food_lots (event_id, lot_id, consignment_id);

CREATE TABLE food_meals (
  event_id uuid NOT NULL,
  meal_id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_kind text NOT NULL GENERATED ALWAYS AS ('kitchen') STORED,
  dish text NOT NULL CHECK (dish <> ''),
  portions integer NOT NULL CHECK (portions >= 1),
  served_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, meal_id),
  UNIQUE (event_id, meal_id, place_id),
  FOREIGN KEY (event_id, place_id, place_kind) REFERENCES food_places (event_id, place_id, kind)
);
CREATE INDEX food_meals_by_time ON food_meals (event_id, served_at);

-- The journal of a lot: what came, moved, was served or left, and every hold, one after the other. Each entry names the one before by what it left behind,
-- so nothing is inserted between, nothing is served under a hold, and two who write at once collide.
CREATE TABLE food_entries (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq >= 1),
  previous integer GENERATED ALWAYS AS (NULLIF(seq, 1) - 1) STORED,
  consignment_id uuid NOT NULL,
  command_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('arrive', 'store', 'kitchen', 'serve', 'return', 'dispose', 'hold', 'lift')),
  quantity numeric CHECK (quantity > 0),
  taken numeric GENERATED ALWAYS AS (-quantity) STORED,
  from_place uuid,
  from_side text GENERATED ALWAYS AS (CASE WHEN kind IN ('store', 'kitchen', 'serve', 'return', 'dispose') THEN 'out' END) STORED,
  -- Only a kitchen serves.
  from_kind text GENERATED ALWAYS AS (CASE kind WHEN 'serve' THEN 'kitchen' END) STORED,
  to_place uuid,
  to_side text GENERATED ALWAYS AS (CASE WHEN kind IN ('arrive', 'store', 'kitchen') THEN 'in' END) STORED,
  to_kind text,
  meal_id uuid,
  hold_id uuid,
  hold_obligation integer,
  -- A hold is lifted by the record that settles it, and by no other.
  lifted_by uuid,
  lifted_step text GENERATED ALWAYS AS (CASE kind WHEN 'lift' THEN 'LOT-HOLD' END) STORED,
  lifted_as text GENERATED ALWAYS AS (CASE kind WHEN 'lift' THEN 'passed' END) STORED,
  reason text NOT NULL,
  holds_before integer NOT NULL CHECK (holds_before >= 0),
  holds_after integer NOT NULL CHECK (holds_after >= 0),
  -- What may be eaten has every step done, and has left the port released: both gates stand open, for this entry to stand at all.
  needs_serve text GENERATED ALWAYS AS (CASE WHEN kind IN ('kitchen', 'serve') THEN 'serve' END) STORED,
  needs_release text GENERATED ALWAYS AS (CASE WHEN kind IN ('kitchen', 'serve') OR (kind = 'store' AND to_kind <> 'portStore') THEN 'release' END) STORED,
  needs_state text NOT NULL GENERATED ALWAYS AS ('open') STORED,
  arrived numeric GENERATED ALWAYS AS (CASE kind WHEN 'arrive' THEN quantity END) STORED,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  officer_id uuid,
  key_id uuid,
  PRIMARY KEY (event_id, lot_id, seq),
  UNIQUE (event_id, lot_id, seq, holds_after),
  UNIQUE (event_id, lot_id, seq, from_place),
  UNIQUE (event_id, lot_id, seq, to_place),
  CHECK ((seq = 1) = (kind = 'arrive')),
  CHECK (seq > 1 OR holds_before = 0),
  CONSTRAINT food_entries_holds CHECK (holds_after = holds_before + CASE kind WHEN 'hold' THEN 1 WHEN 'lift' THEN -1 ELSE 0 END),
  CONSTRAINT food_entries_held CHECK (kind NOT IN ('kitchen', 'serve') OR holds_before = 0),
  CHECK ((quantity IS NULL) = (kind IN ('hold', 'lift'))),
  CHECK ((from_place IS NULL) = (from_side IS NULL)),
  CHECK ((to_place IS NULL) = (to_side IS NULL) AND (to_place IS NULL) = (to_kind IS NULL)),
  CHECK (to_kind IS NULL OR (kind = 'kitchen') = (to_kind = 'kitchen')),
  CHECK (kind <> 'arrive' OR to_kind = 'portStore'),
  CHECK (from_place IS DISTINCT FROM to_place OR from_place IS NULL),
  CHECK ((meal_id IS NULL) = (kind <> 'serve')),
  CHECK ((hold_id IS NULL) = (kind NOT IN ('hold', 'lift')) AND (hold_id IS NULL) = (hold_obligation IS NULL) AND (lifted_by IS NOT NULL) = (kind = 'lift')),
  FOREIGN KEY (event_id, lot_id, consignment_id) REFERENCES food_lots (event_id, lot_id, consignment_id),
  CONSTRAINT food_entries_follow FOREIGN KEY (event_id, lot_id, previous, holds_before) REFERENCES food_entries (event_id, lot_id, seq, holds_after),
  -- All of it arrives at once.
  FOREIGN KEY (event_id, lot_id, arrived) REFERENCES food_lots (event_id, lot_id, quantity),
  FOREIGN KEY (event_id, from_place, from_kind) REFERENCES food_places (event_id, place_id, kind),
  FOREIGN KEY (event_id, to_place, to_kind) REFERENCES food_places (event_id, place_id, kind),
  FOREIGN KEY (event_id, meal_id, from_place) REFERENCES food_meals (event_id, meal_id, place_id),
  FOREIGN KEY (event_id, hold_id, lot_id, hold_obligation) REFERENCES goods_holds (event_id, hold_id, lot_id, obligation),
  FOREIGN KEY (event_id, lot_id, lifted_by, hold_obligation, lifted_step, lifted_as) REFERENCES records (event_id, case_id, record_id, ordinal, step, settles_as),
  CONSTRAINT food_entries_served FOREIGN KEY (event_id, lot_id, needs_serve, needs_state) REFERENCES gates (event_id, case_id, gate, state),
  CONSTRAINT food_entries_released FOREIGN KEY (event_id, consignment_id, needs_release, needs_state) REFERENCES gates (event_id, case_id, gate, state)
);
-- A hold is placed once and lifted once; a meal takes a lot once.
CREATE UNIQUE INDEX food_entries_hold_once ON food_entries (event_id, hold_id, kind) WHERE hold_id IS NOT NULL;
CREATE UNIQUE INDEX food_entries_by_meal ON food_entries (event_id, meal_id, lot_id) WHERE meal_id IS NOT NULL;

-- What stands where: each row goes on from the one before at the same place, and none goes below nothing.
CREATE TABLE food_stock (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  place_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  previous integer GENERATED ALWAYS AS (NULLIF(position, 1) - 1) STORED,
  seq integer NOT NULL,
  side text NOT NULL CHECK (side IN ('in', 'out')),
  out_of uuid GENERATED ALWAYS AS (CASE side WHEN 'out' THEN place_id END) STORED,
  into_place uuid GENERATED ALWAYS AS (CASE side WHEN 'in' THEN place_id END) STORED,
  quantity_before numeric NOT NULL CHECK (quantity_before >= 0),
  change numeric NOT NULL CHECK ((side = 'out') = (change < 0)),
  quantity_after numeric NOT NULL,
  PRIMARY KEY (event_id, lot_id, place_id, position),
  UNIQUE (event_id, lot_id, place_id, position, quantity_after),
  UNIQUE (event_id, lot_id, seq, side),
  UNIQUE (event_id, lot_id, seq, place_id, side, change),
  CHECK (position > 1 OR quantity_before = 0),
  CONSTRAINT food_stock_sum CHECK (quantity_after = quantity_before + change),
  CONSTRAINT food_stock_never_negative CHECK (quantity_after >= 0),
  FOREIGN KEY (event_id, place_id) REFERENCES food_places (event_id, place_id),
  CONSTRAINT food_stock_follows FOREIGN KEY (event_id, lot_id, place_id, previous, quantity_before) REFERENCES food_stock (event_id, lot_id, place_id, position, quantity_after),
  FOREIGN KEY (event_id, lot_id, seq) REFERENCES food_entries (event_id, lot_id, seq),
  FOREIGN KEY (event_id, lot_id, seq, out_of) REFERENCES food_entries (event_id, lot_id, seq, from_place),
  FOREIGN KEY (event_id, lot_id, seq, into_place) REFERENCES food_entries (event_id, lot_id, seq, to_place)
);
CREATE INDEX food_stock_by_place ON food_stock (event_id, place_id, lot_id, position);
-- Each entry has its rows in the stock, both or the one, with its own quantity.
ALTER TABLE food_entries ADD CONSTRAINT food_entries_taken FOREIGN KEY (event_id, lot_id, seq, from_place, from_side, taken) REFERENCES food_stock (event_id, lot_id, seq, place_id, side, change);
ALTER TABLE food_entries ADD CONSTRAINT food_entries_brought FOREIGN KEY (event_id, lot_id, seq, to_place, to_side, quantity) REFERENCES food_stock (event_id, lot_id, seq, place_id, side, change);

-- Recalls, real ones and drills; a recall ends when everything it found is accounted for.
CREATE TABLE food_recalls (
  event_id uuid NOT NULL REFERENCES events,
  recall_id uuid NOT NULL,
  drill boolean NOT NULL,
  criteria jsonb NOT NULL,
  reason text NOT NULL,
  lots integer NOT NULL CHECK (lots >= 0),
  milliseconds integer NOT NULL CHECK (milliseconds >= 0),
  called_at timestamptz NOT NULL,
  called_by uuid NOT NULL,
  closed_at timestamptz,
  closed_by uuid,
  closing_note text,
  state text NOT NULL GENERATED ALWAYS AS (CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END) STORED,
  PRIMARY KEY (event_id, recall_id),
  UNIQUE (event_id, recall_id, state),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);

CREATE TABLE food_recall_finds (
  event_id uuid NOT NULL,
  recall_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  lot_id uuid NOT NULL,
  -- What still stands at a place, or what a meal took.
  place_id uuid NOT NULL,
  meal_id uuid,
  quantity numeric NOT NULL CHECK (quantity > 0),
  portions integer CHECK (portions >= 1),
  hold_id uuid,
  outcome text CHECK (outcome IN ('secured', 'destroyed', 'returned', 'informed', 'notFound')),
  note text,
  ticked_at timestamptz,
  ticked_by uuid,
  pin text GENERATED ALWAYS AS (CASE WHEN outcome IS NULL THEN 'open' END) STORED,
  PRIMARY KEY (event_id, recall_id, ordinal),
  CHECK ((meal_id IS NULL) = (portions IS NULL)),
  CHECK ((outcome IS NULL) = (ticked_at IS NULL) AND (outcome IS NULL) = (ticked_by IS NULL)),
  CHECK (outcome IS NULL OR outcome IN ('notFound') OR (outcome = 'informed') = (meal_id IS NOT NULL)),
  FOREIGN KEY (event_id, recall_id) REFERENCES food_recalls (event_id, recall_id),
  CONSTRAINT food_recall_finds_pin FOREIGN KEY (event_id, recall_id, pin) REFERENCES food_recalls (event_id, recall_id, state),
  FOREIGN KEY (event_id, lot_id) REFERENCES food_lots (event_id, lot_id),
  FOREIGN KEY (event_id, place_id) REFERENCES food_places (event_id, place_id),
  FOREIGN KEY (event_id, meal_id) REFERENCES food_meals (event_id, meal_id),
  FOREIGN KEY (event_id, hold_id) REFERENCES goods_holds (event_id, hold_id)
);
CREATE INDEX food_recall_finds_by_lot ON food_recall_finds (event_id, lot_id);

ALTER TABLE food_entries SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE food_stock SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);

GRANT SELECT, INSERT ON food_producers, food_places, food_lots, food_logs, food_meals, food_entries, food_stock, food_recalls, food_recall_finds TO tongguan_app;
GRANT UPDATE (lotted) ON goods_lines TO tongguan_app;
GRANT UPDATE (closed_at, closed_by, closing_note) ON food_recalls TO tongguan_app;
GRANT UPDATE (outcome, note, ticked_at, ticked_by) ON food_recall_finds TO tongguan_app;

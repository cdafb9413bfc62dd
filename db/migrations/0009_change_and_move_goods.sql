-- The books of an event's goods are open while one consignment is under supervision, and closed for good when quantities and money balance to zero.
CREATE TABLE goods_books (
  event_id uuid PRIMARY KEY REFERENCES events,
  open boolean NOT NULL DEFAULT true,
  -- What was counted at the closing.
  balance jsonb,
  closed_at timestamptz,
  closed_by uuid,
  UNIQUE (event_id, open),
  CHECK (open = (closed_at IS NULL) AND open = (balance IS NULL)),
  FOREIGN KEY (event_id, closed_by) REFERENCES officers
);
INSERT INTO goods_books (event_id) SELECT DISTINCT event_id FROM consignments;

-- How a consignment ended: closed at zero, cancelled before its release, or replaced by another under an amendment.
ALTER TABLE consignments ADD COLUMN ended_as text CHECK (ended_as IN ('closed', 'cancelled', 'replaced'));
ALTER TABLE consignments ADD COLUMN ended_at timestamptz;
ALTER TABLE consignments ADD COLUMN replaces uuid;
UPDATE consignments c SET ended_as = 'closed', ended_at = r.recorded_at FROM records r WHERE r.event_id = c.event_id AND r.case_id = c.consignment_id AND r.step = 'GDS-CLS' AND r.outcome = 'passed';
ALTER TABLE consignments ADD CHECK ((ended_as IS NULL) = (ended_at IS NULL));
ALTER TABLE consignments ADD FOREIGN KEY (event_id, replaces) REFERENCES consignments (event_id, consignment_id);
-- While it has not ended, it pins the books open (docs/decisions/0001).
ALTER TABLE consignments ADD COLUMN pins_books boolean GENERATED ALWAYS AS (CASE WHEN ended_as IS NULL THEN true END) STORED;
ALTER TABLE consignments ADD CONSTRAINT consignments_pin_books FOREIGN KEY (event_id, pins_books) REFERENCES goods_books (event_id, open);

-- What was asked to be changed of a declared consignment, with the effect on money that was shown, and what customs decided.
CREATE TABLE consignment_changes (
  event_id uuid NOT NULL,
  change_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('declaration', 'list', 'cancellation')),
  reason text NOT NULL,
  -- The declaration's content or the whole list as it should be; nothing for a cancellation.
  content jsonb,
  effect jsonb NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  granted boolean,
  decision_reason text,
  decided_at timestamptz,
  decided_by uuid,
  -- The consignment that came in its place.
  successor_id uuid,
  PRIMARY KEY (event_id, change_id),
  CHECK ((content IS NULL) = (kind = 'cancellation')),
  CHECK ((granted IS NULL) = (decided_at IS NULL)),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, successor_id) REFERENCES consignments (event_id, consignment_id)
);
CREATE UNIQUE INDEX consignment_changes_one_open ON consignment_changes (event_id, consignment_id) WHERE decided_at IS NULL;

-- A move under customs' leave from one place to another; it is an owed step until what was sent has been counted at its end.
CREATE TABLE custody_moves (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  obligation integer NOT NULL,
  from_place text NOT NULL,
  to_place text NOT NULL,
  carrier text NOT NULL,
  seal_number text,
  due_at timestamptz NOT NULL,
  authorised_at timestamptz NOT NULL,
  authorised_by uuid NOT NULL,
  PRIMARY KEY (event_id, move_id),
  UNIQUE (event_id, consignment_id, obligation),
  CHECK (from_place <> to_place),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, consignment_id, obligation) REFERENCES obligations (event_id, case_id, ordinal)
);

CREATE TABLE custody_move_lines (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  serials text[] NOT NULL,
  PRIMARY KEY (event_id, move_id, line_id),
  FOREIGN KEY (event_id, move_id) REFERENCES custody_moves,
  FOREIGN KEY (event_id, line_id) REFERENCES goods_lines
);

-- Where a piece was when it left supervision: a place, or the move during which it was lost.
ALTER TABLE dispositions ADD COLUMN place text;

GRANT SELECT, INSERT ON goods_books, consignment_changes, custody_moves, custody_move_lines TO tongguan_app;
GRANT UPDATE (open, balance, closed_at, closed_by) ON goods_books TO tongguan_app;
GRANT UPDATE (ended_as, ended_at, venue, expected_on) ON consignments TO tongguan_app;
GRANT UPDATE (granted, decision_reason, decided_at, decided_by, successor_id) ON consignment_changes TO tongguan_app;

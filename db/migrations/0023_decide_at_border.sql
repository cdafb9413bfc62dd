-- What is decided on goods at the border that may not go on as they are: sent back, destroyed, seized, confiscated, or treated. A decision is written once; that it takes effect, and how it ends, are rows of their own.
CREATE TABLE border_decisions (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('return', 'destruction', 'seizure', 'confiscation', 'treatment')),
  -- All that is still here, or parts of lines.
  whole boolean NOT NULL,
  -- The step at which the goods failed; a seizure may have none.
  step text,
  reason text NOT NULL,
  source text NOT NULL,
  place text NOT NULL,
  seals text[] NOT NULL,
  due_on date NOT NULL,
  -- What a second officer signs.
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  -- The decision whose goods it decides on anew.
  follows uuid,
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  PRIMARY KEY (event_id, decision_id),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, follows) REFERENCES border_decisions,
  FOREIGN KEY (event_id, proposed_by) REFERENCES officers
);
CREATE INDEX border_decisions_by_consignment ON border_decisions (event_id, consignment_id);

CREATE TABLE border_decision_lines (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  serials text[] NOT NULL,
  PRIMARY KEY (event_id, decision_id, line_id),
  FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions,
  FOREIGN KEY (event_id, line_id) REFERENCES goods_lines
);
CREATE INDEX border_decision_lines_by_line ON border_decision_lines (event_id, line_id);

-- The purposes of a signature grow: a border decision, a count by two, a move counted in by two.
ALTER TABLE signatures DROP CONSTRAINT signatures_purpose_check;
ALTER TABLE signatures ADD CONSTRAINT signatures_purpose_check CHECK (purpose IN ('closing', 'handOver', 'borderDecision', 'goodsCount', 'goodsMove'));

CREATE TABLE border_enforcements (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  -- The owed step by which the decision is carried out.
  obligation integer NOT NULL,
  -- The second officer's; none where one officer decides.
  signature_id uuid,
  -- All that could still go on was seized: the clock of the stay stands still.
  stops_clock boolean NOT NULL,
  enforced_at timestamptz NOT NULL,
  enforced_by uuid NOT NULL,
  PRIMARY KEY (event_id, decision_id),
  UNIQUE (event_id, signature_id),
  FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions,
  FOREIGN KEY (event_id, consignment_id, obligation) REFERENCES obligations (event_id, case_id, ordinal),
  FOREIGN KEY (event_id, signature_id) REFERENCES signatures,
  FOREIGN KEY (event_id, enforced_by) REFERENCES officers
);

CREATE TABLE border_endings (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  ended_as text NOT NULL CHECK (ended_as IN ('done', 'lifted', 'superseded', 'withdrawn')),
  evidence jsonb NOT NULL,
  freed_fen bigint NOT NULL CHECK (freed_fen >= 0),
  -- The last day of the stay, put off by the days of a seizure.
  leaves_by date,
  ended_at timestamptz NOT NULL,
  ended_by uuid NOT NULL,
  PRIMARY KEY (event_id, decision_id),
  FOREIGN KEY (event_id, decision_id) REFERENCES border_decisions,
  FOREIGN KEY (event_id, ended_by) REFERENCES officers
);

-- What of each line is decided away or seized now and not gone yet: it can neither be released nor disposed of otherwise.
ALTER TABLE goods_lines ADD COLUMN away numeric NOT NULL DEFAULT 0 CHECK (away >= 0);
ALTER TABLE goods_lines ADD CONSTRAINT goods_lines_away CHECK (closed + away <= quantity);
GRANT UPDATE (away) ON goods_lines TO tongguan_app;

ALTER TABLE dispositions DROP CONSTRAINT dispositions_kind_check;
ALTER TABLE dispositions ADD CONSTRAINT dispositions_kind_check CHECK (kind IN ('reExport', 'consumption', 'dutyPaid', 'donation', 'destruction', 'abandonment', 'loss', 'confiscation'));

GRANT SELECT, INSERT ON border_decisions, border_decision_lines, border_enforcements, border_endings TO tongguan_app;

-- Goods that were turned away whole owe nothing more of what lets goods in, and nobody looks for serial numbers or permits of a rest that has none: the rule of the decision says so, and no other rule may. The closing and the decision itself are never excused.
ALTER TABLE records DROP CONSTRAINT records_excusable;
ALTER TABLE records ADD CONSTRAINT records_excusable CHECK (outcome <> 'not_applicable' OR step IN (
  'PRE-01', 'PRE-02', 'PRE-03', 'PRE-03b', 'PRE-04', 'PRE-05', 'CHK-01b', 'INV-01', 'INV-02', 'DEP-01', 'DEP-02', 'DEP-03',
  'RAD-01', 'BAG-02', 'BAG-03', 'BAG-04',
  'LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-COLD', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE')
  OR (rule LIKE 'border.%' AND step IN (
  'GDS-CERT', 'GDS-CONF', 'GDS-PERM', 'GDS-GUAR', 'GDS-DECL', 'GDS-RISK', 'GDS-DOCS', 'GDS-APPT', 'GDS-ARR', 'GDS-RADN', 'GDS-PACK', 'GDS-ATA', 'GDS-HQ', 'GDS-APQ', 'GDS-SAMP', 'GDS-DISF', 'GDS-LABL', 'GDS-SERL', 'GDS-COUNT', 'GDS-CNT2', 'GDS-SEAL',
  'GDS-TAX', 'GDS-HOLD', 'GDS-TREA', 'GDS-RELS', 'GDS-DLVR', 'GDS-MOVE', 'GDS-STOCK', 'GDS-EXIT')));

-- What a second officer signed of a move is for one record.
CREATE TABLE signature_uses (
  event_id uuid NOT NULL,
  signature_id uuid NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (event_id, signature_id),
  FOREIGN KEY (event_id, signature_id) REFERENCES signatures,
  FOREIGN KEY (event_id, record_id) REFERENCES records (event_id, record_id)
);
GRANT SELECT, INSERT ON signature_uses TO tongguan_app;

-- A case that was taken out before its end: a consignment that was cancelled, or replaced by another. Nothing more is recorded of it.
ALTER TABLE cases ADD COLUMN withdrawn_at timestamptz;
UPDATE cases c SET withdrawn_at = g.ended_at FROM consignments g WHERE g.event_id = c.event_id AND g.consignment_id = c.case_id AND g.ended_as IN ('cancelled', 'replaced');
GRANT UPDATE (withdrawn_at) ON cases TO tongguan_app;

-- Why somebody was away is emptied at the end of its period (docs/privacy.md); that they were away, and when, stays.
GRANT UPDATE (kind, note) ON roster_absences TO tongguan_app;

-- What leaves under a carnet is recorded on it by the same act, and names its consignment as the import did.
ALTER TABLE carnet_records DROP CONSTRAINT carnet_records_import_only;
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_of_goods CHECK ((consignment_id IS NULL OR kind IN ('import', 'reExport', 'dutyPaid', 'destroyed')) AND (reexport_by IS NULL OR kind = 'import'));

-- A second officer signs by a password at the first one's screen, or in a session of their own: what was signed, by whom, when and how. A signature is for one act.
CREATE TABLE signatures (
  event_id uuid NOT NULL,
  signature_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('closing', 'handOver')),
  case_id uuid NOT NULL,
  content jsonb NOT NULL,
  officer_id uuid NOT NULL,
  way text NOT NULL CHECK (way IN ('password', 'session')),
  -- At whose screen the password was given.
  witness_id uuid,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, signature_id),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, officer_id) REFERENCES officers,
  FOREIGN KEY (event_id, witness_id) REFERENCES officers,
  CHECK ((way = 'password') = (witness_id IS NOT NULL)),
  CHECK (witness_id IS NULL OR witness_id <> officer_id)
);
CREATE INDEX signatures_by_case ON signatures (event_id, case_id, purpose, officer_id, signed_at);
GRANT SELECT, INSERT ON signatures TO tongguan_app;
ALTER TABLE hand_overs ADD COLUMN receiver_signature uuid;
ALTER TABLE hand_overs ADD UNIQUE (event_id, receiver_signature);
ALTER TABLE hand_overs ADD FOREIGN KEY (event_id, receiver_signature) REFERENCES signatures;

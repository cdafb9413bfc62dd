-- A case that was taken out before its end: a consignment that was cancelled, or replaced by another. Nothing more is recorded of it.
ALTER TABLE cases ADD COLUMN withdrawn_at timestamptz;
UPDATE cases c SET withdrawn_at = g.ended_at FROM consignments g WHERE g.event_id = c.event_id AND g.consignment_id = c.case_id AND g.ended_as IN ('cancelled', 'replaced');
GRANT UPDATE (withdrawn_at) ON cases TO tongguan_app;

-- Why somebody was away is emptied at the end of its period (docs/privacy.md); that they were away, and when, stays.
GRANT UPDATE (kind, note) ON roster_absences TO tongguan_app;

-- What leaves under a carnet is recorded on it by the same act, and names its consignment as the import did.
ALTER TABLE carnet_records DROP CONSTRAINT carnet_records_import_only;
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_of_goods CHECK ((consignment_id IS NULL OR kind IN ('import', 'reExport', 'dutyPaid', 'destroyed')) AND (reexport_by IS NULL OR kind = 'import'));

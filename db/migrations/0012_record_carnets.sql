-- A carnet counts its own records: whoever records waits for the row, so that two at once cannot take the same pieces; nothing else of a carnet is ever changed.
ALTER TABLE carnets ADD COLUMN recorded integer NOT NULL DEFAULT 0 CHECK (recorded >= 0);
GRANT UPDATE (recorded) ON carnets TO tongguan_app;

-- The consignment that came in on an import voucher: by it a company sees the carnets of its own goods.
ALTER TABLE carnet_records ADD COLUMN consignment_id uuid;
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_import_only CHECK (kind = 'import' OR (consignment_id IS NULL AND reexport_by IS NULL));
ALTER TABLE carnet_records ADD FOREIGN KEY (event_id, consignment_id) REFERENCES consignments;
CREATE INDEX carnet_records_by_consignment ON carnet_records (event_id, consignment_id) WHERE consignment_id IS NOT NULL;

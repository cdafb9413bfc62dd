-- Equipment that a journalist carries in: the same person takes it out again, under an undertaking or a carnet.
CREATE TABLE press_kits (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  accreditation text NOT NULL CHECK (accreditation ~ '^[A-Z0-9-]{4,24}$'),
  -- As the accreditation has it.
  holder_name text NOT NULL,
  -- The holder's own account, where there is one.
  officer_id uuid,
  undertaking_version text,
  accepted_at timestamptz,
  carnet_number text,
  -- The last day of the accreditation: the kit is gone by then.
  leaves_on date NOT NULL,
  PRIMARY KEY (event_id, consignment_id),
  CHECK ((undertaking_version IS NULL) = (accepted_at IS NULL)),
  CHECK ((undertaking_version IS NULL) <> (carnet_number IS NULL)),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, officer_id) REFERENCES officers
);
CREATE INDEX press_kits_by_accreditation ON press_kits (event_id, accreditation);

-- What customs decided of articles that a traveller carried. Of medicines no name is kept, only how many doses, whether the substance is listed, and what was shown.
CREATE TABLE article_records (
  event_id uuid NOT NULL REFERENCES events,
  record_id uuid NOT NULL,
  case_id uuid,
  accreditation text CHECK (accreditation ~ '^[A-Z0-9-]{4,24}$'),
  traveller_class text NOT NULL CHECK (traveller_class IN ('resident', 'visitor')),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL,
  PRIMARY KEY (event_id, record_id),
  CHECK (case_id IS NULL OR accreditation IS NULL),
  FOREIGN KEY (event_id, case_id) REFERENCES cases,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);
CREATE INDEX article_records_by_time ON article_records (event_id, recorded_at);

CREATE TABLE article_items (
  event_id uuid NOT NULL,
  record_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  kind text NOT NULL,
  measure text NOT NULL,
  amount numeric NOT NULL CHECK (amount > 0),
  -- Medicines: whether the substance is on the lists, never which.
  listed boolean CHECK (listed IS NULL OR kind = 'medicine'),
  shown text[] NOT NULL,
  serial text,
  decision text NOT NULL CHECK (decision IN ('letIn', 'taxed', 'kept', 'returned', 'declared')),
  reference text,
  tax_fen bigint NOT NULL CHECK (tax_fen >= 0),
  -- The traveller takes it out again; it stands open until its exit.
  leaves boolean NOT NULL,
  PRIMARY KEY (event_id, record_id, position),
  CHECK (reference IS NOT NULL OR decision NOT IN ('taxed', 'kept')),
  CHECK (tax_fen = 0 OR decision = 'taxed'),
  CHECK (NOT leaves OR decision IN ('letIn', 'declared')),
  FOREIGN KEY (event_id, record_id) REFERENCES article_records
);

CREATE TABLE article_exits (
  event_id uuid NOT NULL,
  record_id uuid NOT NULL,
  position integer NOT NULL,
  left_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL,
  PRIMARY KEY (event_id, record_id, position),
  FOREIGN KEY (event_id, record_id, position) REFERENCES article_items,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);

GRANT SELECT, INSERT ON press_kits, article_records, article_items, article_exits TO tongguan_app;

-- The guarantee ledger: instruments, entries that are only added, and balances that no statement can overdraw (docs/decisions/0025).
-- Amounts are fen. A line of goods is named by its identifier alone.

CREATE TABLE guarantee_instruments (
  event_id uuid NOT NULL REFERENCES events,
  instrument_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('bankLetter', 'cashDeposit', 'insurerBond', 'carnet', 'waiver')),
  reference text NOT NULL CHECK (reference <> ''),
  guarantor text NOT NULL,
  begins_on date NOT NULL,
  ends_on date NOT NULL,
  claim_days integer NOT NULL CHECK (claim_days >= 0),
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, instrument_id),
  UNIQUE (event_id, reference),
  UNIQUE (event_id, instrument_id, kind),
  CHECK (ends_on >= begins_on)
);

-- One row an instrument, locked by whoever posts to it. What is bound and what is free is always the limit, and none of it below zero.
CREATE TABLE guarantee_balances (
  event_id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  kind text NOT NULL,
  ends_on date NOT NULL,
  entries integer NOT NULL CHECK (entries >= 0),
  last_at timestamptz NOT NULL,
  last_day date NOT NULL,
  limit_fen bigint NOT NULL CHECK (limit_fen >= 0),
  available_fen bigint NOT NULL CHECK (available_fen >= 0),
  reserved_fen bigint NOT NULL CHECK (reserved_fen >= 0),
  committed_fen bigint NOT NULL CHECK (committed_fen >= 0),
  claimed_fen bigint NOT NULL CHECK (claimed_fen >= 0),
  called_fen bigint NOT NULL CHECK (called_fen >= 0),
  paid_fen bigint NOT NULL CHECK (paid_fen >= 0),
  cash_paid_in_fen bigint NOT NULL CHECK (cash_paid_in_fen >= 0),
  cash_held_fen bigint NOT NULL CHECK (cash_held_fen >= 0),
  refund_due_fen bigint NOT NULL CHECK (refund_due_fen >= 0),
  treasury_fen bigint NOT NULL CHECK (treasury_fen >= 0),
  PRIMARY KEY (event_id, instrument_id),
  CONSTRAINT guarantee_balances_sum CHECK (available_fen + reserved_fen + committed_fen + claimed_fen + called_fen = limit_fen),
  CONSTRAINT guarantee_balances_cash CHECK (cash_held_fen + refund_due_fen + treasury_fen = cash_paid_in_fen
    AND cash_held_fen = CASE kind WHEN 'cashDeposit' THEN limit_fen - called_fen ELSE 0 END),
  FOREIGN KEY (event_id, instrument_id, kind) REFERENCES guarantee_instruments (event_id, instrument_id, kind)
);

CREATE TABLE guarantee_entries (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  -- Two who decide on the same state collide here, whatever they locked.
  position integer NOT NULL CHECK (position >= 1),
  command_id uuid NOT NULL,
  part integer NOT NULL CHECK (part >= 1),
  kind text NOT NULL CHECK (kind IN ('accept', 'increase', 'decrease', 'expire', 'extend', 'reserve', 'releaseReserve', 'commit', 'discharge', 'reopen', 'claim', 'proofInTime', 'call',
    'reinstate', 'refundPaid', 'refundNotice', 'refundForfeit', 'moveOut', 'moveIn', 'extendLine')),
  line_id uuid,
  cover integer,
  quantity bigint CHECK (quantity > 0),
  undoes uuid,
  undoes_kind text GENERATED ALWAYS AS (CASE kind WHEN 'reopen' THEN 'discharge' WHEN 'proofInTime' THEN 'claim' WHEN 'call' THEN 'claim' END) STORED,
  reason text,
  cap_fen bigint CHECK (cap_fen > 0),
  deadline date,
  ends_on date,
  proof_by date,
  request_digest bytea NOT NULL,
  officer_id uuid,
  key_id uuid,
  posted_at timestamptz NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (event_id, entry_id),
  UNIQUE (event_id, command_id, part),
  UNIQUE (event_id, instrument_id, position),
  UNIQUE (event_id, entry_id, instrument_id, kind),
  CHECK ((line_id IS NULL) = (cover IS NULL)),
  CHECK ((undoes IS NULL) = (kind NOT IN ('reopen', 'proofInTime', 'call', 'refundPaid', 'refundNotice', 'refundForfeit'))),
  FOREIGN KEY (event_id, instrument_id) REFERENCES guarantee_instruments (event_id, instrument_id),
  -- A reopening undoes a discharge of the same instrument, a proof or a call a claim; a refund undoes whatever made the cash due.
  CONSTRAINT guarantee_entries_undoes_the_like FOREIGN KEY (event_id, undoes, instrument_id, undoes_kind) REFERENCES guarantee_entries (event_id, entry_id, instrument_id, kind),
  FOREIGN KEY (event_id, undoes) REFERENCES guarantee_entries (event_id, entry_id)
);
CREATE UNIQUE INDEX guarantee_entries_reopened_once ON guarantee_entries (event_id, undoes) WHERE kind = 'reopen';
CREATE UNIQUE INDEX guarantee_entries_refunded_once ON guarantee_entries (event_id, undoes) WHERE kind IN ('refundPaid', 'refundForfeit');
CREATE UNIQUE INDEX guarantee_entries_announced_once ON guarantee_entries (event_id, undoes) WHERE kind = 'refundNotice';
CREATE INDEX guarantee_entries_undoing ON guarantee_entries (event_id, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX guarantee_entries_by_line ON guarantee_entries (event_id, line_id) WHERE line_id IS NOT NULL;

-- Each moves one amount from one account to another of the same instrument: whatever stands here sums to zero.
CREATE TABLE guarantee_transfers (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  leg integer NOT NULL CHECK (leg >= 1),
  debit text NOT NULL,
  credit text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  line_id uuid,
  PRIMARY KEY (event_id, entry_id, leg),
  CONSTRAINT guarantee_transfers_accounts CHECK ((debit, credit) IN (
    ('available', 'limit'), ('limit', 'available'), ('reserved', 'available'), ('available', 'reserved'), ('committed', 'reserved'), ('committed', 'available'), ('available', 'committed'),
    ('claimed', 'committed'), ('committed', 'claimed'), ('called', 'claimed'), ('available', 'called'), ('paid', 'assessed'),
    ('cash_held', 'cash_paid_in'), ('refund_due', 'cash_held'), ('cash_paid_in', 'refund_due'), ('treasury', 'refund_due'), ('treasury', 'cash_held'))),
  CHECK ((line_id IS NOT NULL) = (debit IN ('reserved', 'committed', 'claimed', 'paid') OR credit IN ('reserved', 'committed', 'claimed', 'assessed'))),
  FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries
);

-- How a line is secured. It is bound by one instrument at a time; what was secured is discharged, claimed, called or still committed.
CREATE TABLE guarantee_lines (
  event_id uuid NOT NULL,
  line_id uuid NOT NULL,
  cover integer NOT NULL CHECK (cover >= 1),
  instrument_id uuid NOT NULL,
  cap_fen bigint NOT NULL,
  deadline date NOT NULL,
  reserved_fen bigint NOT NULL CHECK (reserved_fen >= 0),
  secured_fen bigint NOT NULL CHECK (secured_fen >= 0),
  committed_fen bigint NOT NULL CHECK (committed_fen >= 0),
  claimed_fen bigint NOT NULL CHECK (claimed_fen >= 0),
  called_fen bigint NOT NULL CHECK (called_fen >= 0),
  discharged_fen bigint NOT NULL CHECK (discharged_fen >= 0),
  quantity_total bigint NOT NULL CHECK (quantity_total > 0),
  quantity_closed bigint NOT NULL CHECK (quantity_closed >= 0),
  quantity_claimed bigint NOT NULL CHECK (quantity_claimed >= 0),
  quantity_called bigint NOT NULL CHECK (quantity_called >= 0),
  is_open boolean GENERATED ALWAYS AS (reserved_fen + committed_fen + claimed_fen > 0) STORED,
  PRIMARY KEY (event_id, line_id, cover),
  CONSTRAINT guarantee_lines_sum CHECK (committed_fen = secured_fen - discharged_fen - claimed_fen - called_fen),
  CONSTRAINT guarantee_lines_cap CHECK (reserved_fen + secured_fen <= cap_fen AND (reserved_fen = 0 OR secured_fen = 0)),
  CONSTRAINT guarantee_lines_quantity CHECK (quantity_closed + quantity_claimed + quantity_called <= quantity_total),
  CONSTRAINT guarantee_lines_closed CHECK (quantity_closed + quantity_claimed + quantity_called < quantity_total OR reserved_fen + committed_fen = 0),
  FOREIGN KEY (event_id, instrument_id) REFERENCES guarantee_balances
);
CREATE UNIQUE INDEX guarantee_lines_secured_once ON guarantee_lines (event_id, line_id) WHERE is_open;
CREATE INDEX guarantee_lines_by_instrument ON guarantee_lines (event_id, instrument_id);

-- What is left of a claim, and how far a refund of cash has come.
CREATE TABLE guarantee_claims (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  open_fen bigint NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  open_quantity bigint NOT NULL,
  PRIMARY KEY (event_id, entry_id),
  CHECK (open_fen BETWEEN 0 AND amount_fen AND open_quantity BETWEEN 0 AND quantity),
  FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries
);

CREATE TABLE guarantee_refunds (
  event_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  due_on date NOT NULL,
  notice_on date CHECK (notice_on >= due_on),
  ended_as text CHECK (ended_as IN ('paid', 'treasury')),
  PRIMARY KEY (event_id, entry_id),
  -- Nothing falls to the treasury that was not announced.
  CHECK (ended_as IS DISTINCT FROM 'treasury' OR notice_on IS NOT NULL),
  FOREIGN KEY (event_id, entry_id) REFERENCES guarantee_entries
);

-- Carnets have a book of their own: counts of items on vouchers, no money.
CREATE TABLE carnets (
  event_id uuid NOT NULL REFERENCES events,
  carnet_id uuid NOT NULL,
  number text NOT NULL CHECK (number <> ''),
  association text NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{3}$'),
  holder text NOT NULL,
  issued_on date NOT NULL,
  valid_to date NOT NULL,
  duties_fen bigint NOT NULL CHECK (duties_fen >= 0),
  security_fen bigint NOT NULL CHECK (security_fen >= 0),
  -- How many lines the general list has: none can be added after the carnet was issued.
  items integer NOT NULL CHECK (items >= 1),
  registered_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, carnet_id),
  UNIQUE (event_id, association, number),
  UNIQUE (event_id, carnet_id, items),
  CHECK (valid_to >= issued_on AND valid_to < issued_on + interval '1 year 1 day'),
  CONSTRAINT carnets_cap CHECK (security_fen * 100 <= duties_fen * 110)
);

CREATE TABLE carnet_items (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  item integer NOT NULL,
  items integer NOT NULL,
  description text NOT NULL,
  serial_numbers text[] NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  value_fen bigint NOT NULL CHECK (value_fen >= 0),
  origin text,
  PRIMARY KEY (event_id, carnet_id, item),
  CONSTRAINT carnet_items_frozen CHECK (item BETWEEN 1 AND items),
  FOREIGN KEY (event_id, carnet_id, items) REFERENCES carnets (event_id, carnet_id, items)
);

-- Vouchers, proofs, claims, deposits and seizures, in the order in which they were recorded; never changed.
CREATE TABLE carnet_records (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  record_id uuid NOT NULL,
  command_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('import', 'reExport', 'foreignImport', 'dutyPaid', 'destroyed', 'seizure', 'seizureEnd', 'claim', 'deposit', 'withdrawal')),
  voucher text,
  day date NOT NULL,
  reexport_by date,
  place text,
  officer_id uuid,
  key_id uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, carnet_id, position),
  UNIQUE (event_id, record_id),
  UNIQUE (event_id, command_id),
  UNIQUE (event_id, carnet_id, kind, voucher),
  FOREIGN KEY (event_id, carnet_id) REFERENCES carnets
);

CREATE TABLE carnet_record_items (
  event_id uuid NOT NULL,
  carnet_id uuid NOT NULL,
  position integer NOT NULL,
  item integer NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (event_id, carnet_id, position, item),
  FOREIGN KEY (event_id, carnet_id, position) REFERENCES carnet_records,
  FOREIGN KEY (event_id, carnet_id, item) REFERENCES carnet_items
);

-- Young tables are counted early: until then the planner cannot tell a key of one entry from a key of the whole event.
ALTER TABLE guarantee_entries SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE guarantee_transfers SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05);
-- Rows that change in place leave room for their next version on the same page.
ALTER TABLE guarantee_lines SET (autovacuum_analyze_threshold = 100, autovacuum_analyze_scale_factor = 0.05, fillfactor = 60);
ALTER TABLE guarantee_balances SET (fillfactor = 20);

-- The application adds; entries, transfers, claims of the past and carnets are never changed or removed.
GRANT SELECT, INSERT ON guarantee_instruments, guarantee_balances, guarantee_entries, guarantee_transfers, guarantee_lines, guarantee_claims, guarantee_refunds TO tongguan_app;
GRANT UPDATE (ends_on, entries, last_at, last_day, limit_fen, available_fen, reserved_fen, committed_fen, claimed_fen, called_fen, paid_fen, cash_paid_in_fen, cash_held_fen, refund_due_fen, treasury_fen) ON guarantee_balances TO tongguan_app;
GRANT UPDATE (deadline, reserved_fen, secured_fen, committed_fen, claimed_fen, called_fen, discharged_fen, quantity_closed, quantity_claimed, quantity_called) ON guarantee_lines TO tongguan_app;
GRANT UPDATE (open_fen, open_quantity) ON guarantee_claims TO tongguan_app;
GRANT UPDATE (notice_on, ended_as) ON guarantee_refunds TO tongguan_app;
GRANT SELECT, INSERT ON carnets, carnet_items, carnet_records, carnet_record_items TO tongguan_app;

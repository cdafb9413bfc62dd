-- What is known of a lot of food may turn out otherwise: a correction is a later row that names the one before, and nothing is changed. The first names what the lot was opened with, as 0.
CREATE TABLE food_lot_corrections (
  event_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  corrects integer NOT NULL,
  previous integer GENERATED ALWAYS AS (NULLIF(corrects, 0)) STORED,
  lot_number text NOT NULL CHECK (lot_number <> ''),
  producer_number text NOT NULL,
  importer_filing text NOT NULL,
  produced_on date NOT NULL,
  best_before date NOT NULL,
  origin text NOT NULL,
  reason text NOT NULL CHECK (length(reason) >= 3),
  corrected_at timestamptz NOT NULL,
  corrected_by uuid,
  PRIMARY KEY (event_id, lot_id, ordinal),
  CONSTRAINT food_lot_corrections_follow CHECK (corrects = ordinal - 1),
  CHECK (best_before >= produced_on),
  FOREIGN KEY (event_id, lot_id) REFERENCES food_lots (event_id, lot_id),
  FOREIGN KEY (event_id, lot_id, previous) REFERENCES food_lot_corrections (event_id, lot_id, ordinal)
);
CREATE INDEX food_lot_corrections_by_producer ON food_lot_corrections (event_id, producer_number);

GRANT SELECT, INSERT ON food_lot_corrections TO tongguan_app;

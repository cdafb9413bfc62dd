-- A hand-over as it is laid before a receiver who has an account: they sign over the hash of exactly this, in a session of their own or by their password at the giver's screen.
CREATE TABLE hand_over_offers (
  event_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('normal', 'abnormal')),
  vehicle text NOT NULL,
  cluster text NOT NULL,
  class text CHECK (class IN ('confirmed', 'suspected', 'symptomatic', 'closeContact')),
  receiver_id uuid NOT NULL,
  content_hash text NOT NULL,
  offered_by uuid NOT NULL,
  offered_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (event_id, offer_id),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights,
  FOREIGN KEY (event_id, receiver_id) REFERENCES officers,
  FOREIGN KEY (event_id, offered_by) REFERENCES officers,
  CHECK ((kind = 'abnormal') = (class IS NOT NULL)),
  CHECK (receiver_id <> offered_by)
);
CREATE INDEX hand_over_offers_by_flight ON hand_over_offers (event_id, flight_id, offered_at);
CREATE INDEX hand_over_offers_by_receiver ON hand_over_offers (event_id, receiver_id, offered_at);

CREATE TABLE hand_over_offer_persons (
  event_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (event_id, offer_id, case_id),
  FOREIGN KEY (event_id, offer_id) REFERENCES hand_over_offers,
  FOREIGN KEY (event_id, case_id) REFERENCES journeys (event_id, case_id)
);
CREATE INDEX hand_over_offer_persons_by_case ON hand_over_offer_persons (event_id, case_id);
GRANT SELECT, INSERT ON hand_over_offers, hand_over_offer_persons TO tongguan_app;
GRANT UPDATE (withdrawn_at) ON hand_over_offers TO tongguan_app;

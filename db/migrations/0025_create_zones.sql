-- Zones of a map, as fleet control sends them to robots; a set never changes, the newest of a map counts (docs/decisions/0040).
CREATE TABLE zone_sets (
  event_id uuid NOT NULL REFERENCES events,
  zone_set_id uuid NOT NULL,
  map_id text NOT NULL CHECK (map_id <> ''),
  zones jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid,
  PRIMARY KEY (event_id, zone_set_id),
  FOREIGN KEY (event_id, saved_by) REFERENCES officers
);
-- How far a mission has been released: each update of its order once.
CREATE TABLE mission_bases (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  order_update_id integer NOT NULL CHECK (order_update_id >= 1),
  released_nodes integer NOT NULL CHECK (released_nodes >= 1),
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, mission_id, order_update_id),
  FOREIGN KEY (event_id, mission_id) REFERENCES missions
);
GRANT SELECT, INSERT ON zone_sets, mission_bases TO tongguan_app;

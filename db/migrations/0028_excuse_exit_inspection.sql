-- The border inspection of a departure is another authority's act: who did not come, or goes to hospital instead, owes none.
ALTER TABLE records DROP CONSTRAINT records_excusable;
ALTER TABLE records ADD CONSTRAINT records_excusable CHECK (outcome <> 'not_applicable' OR step IN (
  'PRE-01', 'PRE-02', 'PRE-03', 'PRE-03b', 'PRE-04', 'PRE-05', 'CHK-01b', 'INV-01', 'INV-02', 'DEP-01', 'DEP-02', 'EXT-03', 'DEP-03',
  'RAD-01', 'BAG-02', 'BAG-03', 'BAG-04',
  'LOT-PROD', 'LOT-IMPF', 'LOT-LABL', 'LOT-PERM', 'LOT-COLD', 'LOT-SAMP', 'LOT-RSLT', 'LOT-FREE')
  OR (rule LIKE 'border.%' AND step IN (
  'GDS-CERT', 'GDS-CONF', 'GDS-PERM', 'GDS-GUAR', 'GDS-DECL', 'GDS-RISK', 'GDS-DOCS', 'GDS-APPT', 'GDS-ARR', 'GDS-RADN', 'GDS-PACK', 'GDS-ATA', 'GDS-HQ', 'GDS-APQ', 'GDS-SAMP', 'GDS-DISF', 'GDS-LABL', 'GDS-SERL', 'GDS-COUNT', 'GDS-CNT2', 'GDS-SEAL',
  'GDS-TAX', 'GDS-HOLD', 'GDS-TREA', 'GDS-RELS', 'GDS-DLVR', 'GDS-MOVE', 'GDS-STOCK', 'GDS-EXIT')));

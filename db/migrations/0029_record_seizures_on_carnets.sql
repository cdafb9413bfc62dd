-- What is seized under a carnet, and given back, is recorded on it by the same act as well, and names its consignment like everything else that is recorded so.
ALTER TABLE carnet_records DROP CONSTRAINT carnet_records_of_goods;
ALTER TABLE carnet_records ADD CONSTRAINT carnet_records_of_goods CHECK ((consignment_id IS NULL OR kind IN ('import', 'reExport', 'dutyPaid', 'destroyed', 'seizure', 'seizureEnd')) AND (reexport_by IS NULL OR kind = 'import'));

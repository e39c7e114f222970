-- Housekeeping takes away what was done long ago.
GRANT DELETE ON buyer_erasure TO quayside_system;
CREATE INDEX buyer_erasure_done ON buyer_erasure (done_at) WHERE done_at IS NOT NULL;

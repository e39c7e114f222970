-- It was never written: the last webhook stands in connection_watch, out of the hot path of the connection's own row.
ALTER TABLE connection DROP COLUMN last_delivery_at;

-- Search and lists by channel over a million orders. `search` holds words now, those of the flags too (!backordered).
-- @@ is not leakproof, so under a tenant's policy no index can answer it: the program asks this index as quayside_system,
-- which may read no more than the columns below, names the tenant itself, and reads the orders that it found as
-- quayside_app again. Orders that are here already have no words of their flags until they change again.
ALTER TABLE orders ALTER COLUMN search TYPE tsvector
    USING array_to_tsvector(array_remove(string_to_array(left(search, 500), ' '), ''));
CREATE INDEX orders_search ON orders USING gin (search);
CREATE POLICY search ON orders FOR SELECT TO quayside_system USING (true);
GRANT SELECT (tenant_id, id, connection_id, status, placed_at, search) ON orders TO quayside_system;

CREATE INDEX orders_by_connection ON orders (tenant_id, connection_id, placed_at DESC, id DESC);

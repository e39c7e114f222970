-- Changes of the catalog that open orders have yet to follow; a row that stays is what a stop left undone.
CREATE TABLE catalog_change (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    made_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
ALTER TABLE catalog_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalog_change FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON catalog_change TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON catalog_change TO quayside_system USING (true);
GRANT SELECT, INSERT, DELETE ON catalog_change TO quayside_app;
GRANT SELECT ON catalog_change TO quayside_system;

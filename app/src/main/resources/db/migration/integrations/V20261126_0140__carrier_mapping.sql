-- What a merchant calls a carrier, in the words of each connection's platform.
CREATE TABLE carrier_mapping (
    tenant_id     uuid NOT NULL,
    connection_id uuid NOT NULL,
    key           text NOT NULL, -- the merchant's word in lower case
    carrier       text NOT NULL,
    code          text NOT NULL,
    name          text NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, key),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE carrier_mapping ENABLE ROW LEVEL SECURITY;
ALTER TABLE carrier_mapping FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON carrier_mapping TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, DELETE ON carrier_mapping TO quayside_app;

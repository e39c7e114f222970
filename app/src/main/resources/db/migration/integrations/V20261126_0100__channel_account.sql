-- the platform's own name of a connection's account: notifications to the installation as a whole are known by it
CREATE TABLE channel_account (
    tenant_id     uuid NOT NULL,
    connection_id uuid NOT NULL,
    platform      text NOT NULL,
    account       text NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX channel_account_name ON channel_account (platform, account);
ALTER TABLE channel_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_account FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON channel_account TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON channel_account TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON channel_account TO quayside_app;
GRANT SELECT ON channel_account TO quayside_system;

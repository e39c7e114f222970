-- Connections whose filter was changed: their open and ignored orders are judged anew, step by step.
CREATE TABLE order_refilter (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    change        uuid        NOT NULL, -- tells whether the filter was changed again meanwhile
    after_order   uuid, -- where the last step ended
    taken_until   timestamptz, -- while an instance is at it
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE order_refilter ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_refilter FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON order_refilter TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON order_refilter TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON order_refilter TO quayside_app;
GRANT SELECT ON order_refilter TO quayside_system;

-- What needs a look at a connection; told in the portal and by e-mail alike.
CREATE INDEX completeness_missing ON completeness (tenant_id, connection_id) WHERE status = 'MISSING';
CREATE POLICY dispatch ON completeness TO quayside_system USING (true);
GRANT SELECT, DELETE ON completeness TO quayside_system; -- housekeeping takes away what was counted long ago
CREATE INDEX completeness_hour ON completeness (hour);

CREATE VIEW connection_alarm WITH (security_invoker = true) AS
    SELECT tenant_id, connection_id, 'WEBHOOKS_MISSING' AS alarm FROM connection_watch WHERE webhook_problem <> ''
    UNION ALL -- an hour that was counted again and again
    SELECT DISTINCT tenant_id, connection_id, 'ORDERS_MISSING' FROM completeness WHERE status = 'MISSING' AND checks > 2
    UNION ALL
    SELECT tenant_id, connection_id, 'STOCK_UNCONFIRMED' FROM connection_watch WHERE stale_stock > 0;
GRANT SELECT ON connection_alarm TO quayside_app, quayside_system;

ALTER TABLE alert DROP CONSTRAINT alert_kind_check;
ALTER TABLE alert ADD CONSTRAINT alert_kind_check
    CHECK (kind IN ('CONNECTION_BROKEN', 'CONNECTION_ALARM', 'DEAD_LETTERS', 'LOW_STOCK', 'WEBHOOK_DISABLED'));

-- Who wants to hear that a connection is broken wants to hear this, too.
ALTER TABLE alert_choice NO FORCE ROW LEVEL SECURITY;
UPDATE alert_choice SET kinds = kinds || 'CONNECTION_ALARM'::text WHERE 'CONNECTION_BROKEN' = ANY (kinds);
ALTER TABLE alert_choice FORCE ROW LEVEL SECURITY;

-- Shipments and cancellations that a channel is to be told of; the id is that of the event that asked for it.
CREATE TABLE channel_write (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    order_id      uuid        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('SHIP', 'CANCEL')),
    shipment_id   uuid,
    reason        text        NOT NULL DEFAULT '',
    status        text        NOT NULL CHECK (status IN ('PENDING', 'DONE', 'PARKED')),
    attempts      int         NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL,
    receipt       text        NOT NULL DEFAULT '',
    problem       text        NOT NULL DEFAULT '',
    created_at    timestamptz NOT NULL,
    done_at       timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX channel_write_connection ON channel_write (tenant_id, connection_id, created_at DESC);
CREATE INDEX channel_write_due ON channel_write (due_at) WHERE status = 'PENDING';
ALTER TABLE channel_write ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_write FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON channel_write TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON channel_write TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE ON channel_write TO quayside_app;
GRANT SELECT ON channel_write TO quayside_system;

-- One row for each SKU and connection, however often it changes: what makes 1,000 changes one call.
CREATE TABLE stock_push (
    tenant_id     uuid             NOT NULL,
    connection_id uuid             NOT NULL,
    sku           text COLLATE "C" NOT NULL,
    changes       bigint           NOT NULL DEFAULT 1,
    due_at        timestamptz, -- absent when the channel knows the level
    attempts      int              NOT NULL DEFAULT 0,
    level         int, -- what the channel was told last
    told_at       timestamptz,
    problem       text             NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, connection_id, sku),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX stock_push_due ON stock_push (due_at) WHERE due_at IS NOT NULL;
ALTER TABLE stock_push ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_push FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON stock_push TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON stock_push TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_push TO quayside_app;
GRANT SELECT ON stock_push TO quayside_system;

-- Who may do a thing to a connection that only one instance may do at a time: write, fetch, renew tokens.
CREATE TABLE connection_lease (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    purpose       text        NOT NULL,
    holder        uuid        NOT NULL,
    held_until    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, purpose),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE connection_lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_lease FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection_lease TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON connection_lease TO quayside_app;

ALTER TABLE channel_write
    ADD COLUMN refund_id uuid,
    DROP CONSTRAINT channel_write_kind_check,
    ADD CONSTRAINT channel_write_kind_check CHECK (kind IN ('SHIP', 'CANCEL', 'REFUND'));

-- a level is due from its first change until the channel confirms it
ALTER TABLE stock_push RENAME COLUMN told_at TO confirmed_at;
ALTER TABLE stock_push
    ADD COLUMN due_since    timestamptz,
    ADD COLUMN pushed_level int,
    ADD COLUMN pushed_at    timestamptz;
CREATE INDEX stock_push_due_since ON stock_push (due_since) WHERE due_since IS NOT NULL;

-- a consent that renews this very connection
ALTER TABLE consent ADD COLUMN connection_id uuid;

-- When a buyer's data is due to be erased, and the ways to everything that holds it.
ALTER TABLE orders
    ADD COLUMN done_at       timestamptz, -- since when nothing is left to do
    ADD COLUMN personal_data text NOT NULL DEFAULT 'KEPT' CHECK (personal_data IN ('KEPT', 'TO_ERASE', 'ERASED'));
CREATE INDEX orders_to_erase ON orders (tenant_id, channel, done_at)
    WHERE personal_data <> 'ERASED' AND done_at IS NOT NULL;

ALTER TABLE delivery ADD COLUMN external_id text; -- of the order it told of; absent for older ones
CREATE INDEX delivery_of_order ON delivery (tenant_id, connection_id, external_id) WHERE external_id IS NOT NULL;
-- a stricter rule than the platforms' own, or one where they have none; in days after the shipment
ALTER TABLE tenant ADD COLUMN keep_personal_data_days int CHECK (keep_personal_data_days BETWEEN 0 AND 3650);

-- the timeline stays append only but for the values that name the buyer
GRANT UPDATE (payload) ON order_event TO quayside_app;
GRANT DELETE ON idempotent_request TO quayside_app;
CREATE INDEX idempotent_request_order ON idempotent_request (tenant_id, order_id);
CREATE INDEX idempotent_request_age ON idempotent_request USING brin (created_at);

-- Platforms know a buyer by more than a name: by an e-mail address, a phone number, an order, or as one of all.
ALTER TABLE buyer_erasure
    ADD COLUMN kind text NOT NULL DEFAULT 'CUSTOMER'
        CHECK (kind IN ('CUSTOMER', 'EMAIL', 'PHONE', 'ORDER', 'EVERYBODY'));

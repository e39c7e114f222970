-- The order may have moved on when a request comes again; its sender still gets the answer that it missed.
ALTER TABLE idempotent_request ADD COLUMN answer text NOT NULL DEFAULT '';

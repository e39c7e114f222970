ALTER TABLE dead_letter ADD COLUMN content_type text NOT NULL DEFAULT '';

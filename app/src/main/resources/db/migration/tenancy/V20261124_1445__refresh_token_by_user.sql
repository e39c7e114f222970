-- Behind the foreign key: else removing a user reads every token of the installation.
CREATE INDEX refresh_token_user ON refresh_token (tenant_id, user_id);

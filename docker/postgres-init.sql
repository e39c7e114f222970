-- An external PostgreSQL of version 16 or later, once, as a superuser. The embedded one is brought to the same form at
-- each start.
--   psql -v owner_password=… -v app_password=… -f docker/postgres-init.sql
-- Or by environment, as compose.yaml does: POSTGRES_OWNER_PASSWORD, POSTGRES_APP_PASSWORD.
\set ON_ERROR_STOP on
\if :{?owner_password}
\else
  \getenv owner_password POSTGRES_OWNER_PASSWORD
\endif
\if :{?app_password}
\else
  \getenv app_password POSTGRES_APP_PASSWORD
\endif

-- Owns everything and runs the migrations.
CREATE ROLE quayside_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
-- What the program signs in as: owns nothing and can't pass by row-level security.
CREATE ROLE quayside_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
-- For look-ups across tenants: nobody signs in as it, the program steps into it by name.
CREATE ROLE quayside_system NOLOGIN NOSUPERUSER NOBYPASSRLS;
GRANT quayside_system TO quayside_app WITH INHERIT FALSE, SET TRUE;

ALTER ROLE quayside_app SET statement_timeout = '30s';
ALTER ROLE quayside_app SET lock_timeout = '2s';
ALTER ROLE quayside_app SET idle_in_transaction_session_timeout = '30s';

CREATE DATABASE quayside OWNER quayside_owner;
REVOKE ALL ON DATABASE quayside FROM PUBLIC;
GRANT CONNECT ON DATABASE quayside TO quayside_app;

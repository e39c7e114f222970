-- A platform's server may bring a part of a consent before the browser comes back; it is kept beside the answers.
GRANT UPDATE (answers) ON consent TO quayside_system;

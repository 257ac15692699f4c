-- An event is written by whoever holds its vendedor's lock, a row that refers to the vendedor, and vendedores are never
-- deleted. Yet PostgreSQL looked the vendedor up and locked it for each event again, and wrote that lock to the log.
ALTER TABLE check_event DROP CONSTRAINT check_event_vendedor_id_fkey;

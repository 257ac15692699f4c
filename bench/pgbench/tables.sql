-- Tables like ingest-service's, with one sheet of 36 rows for each vendedor; pgbench runs this once.
DROP SCHEMA IF EXISTS pgbench CASCADE;
CREATE SCHEMA pgbench;
CREATE TABLE pgbench.vendedor_stream (LIKE public.vendedor_stream INCLUDING ALL) WITH (fillfactor = 50);
CREATE TABLE pgbench.renglon (LIKE public.renglon INCLUDING ALL) WITH (fillfactor = 80);
CREATE TABLE pgbench.check_event (LIKE public.check_event INCLUDING ALL);
INSERT INTO pgbench.vendedor_stream
SELECT 'ID' || i, gen_random_uuid(), 36, now() FROM generate_series(1, :vendedores) i;
INSERT INTO pgbench.renglon
SELECT 'ID' || i, '2026-01-05', 'LUNES', 'AREPA ' || p, 'AREPA ' || p, 10, 0, 0, 0, 0, false, false,
       (SELECT epoca FROM pgbench.vendedor_stream s WHERE s.vendedor_id = 'ID' || i), p + 1, now()
FROM generate_series(1, :vendedores) i, generate_series(0, 35) p;

-- One check, by the statements of ingest-service: lock, read, write the row, the event and the counter, commit.
\set v random(1, :vendedores)
\set p random(0, 35)
BEGIN;
SELECT epoca, last_seq, last_at, clock_timestamp() FROM pgbench.vendedor_stream
WHERE vendedor_id = 'ID' || :v FOR UPDATE;
SELECT producto, cantidad, adicional, dctos, devoluciones, vencidas, v, d, epoca, seq, actualizado_en
FROM pgbench.renglon
WHERE vendedor_id = 'ID' || :v AND fecha = '2026-01-05' AND dia = 'LUNES' AND producto_clave = 'AREPA ' || :p;
UPDATE pgbench.renglon r SET d = NOT r.d, epoca = s.epoca, seq = s.last_seq + 1, actualizado_en = clock_timestamp()
FROM pgbench.vendedor_stream s
WHERE s.vendedor_id = 'ID' || :v
  AND r.vendedor_id = 'ID' || :v AND fecha = '2026-01-05' AND dia = 'LUNES' AND producto_clave = 'AREPA ' || :p;
INSERT INTO pgbench.check_event (vendedor_id, epoca, seq, id, ocurrido_en, payload, traceparent)
SELECT vendedor_id, epoca, last_seq + 1, gen_random_uuid(), clock_timestamp(), decode(repeat('7b', 420), 'hex'),
       '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
FROM pgbench.vendedor_stream WHERE vendedor_id = 'ID' || :v;
UPDATE pgbench.vendedor_stream SET last_seq = last_seq + 1, last_at = clock_timestamp()
WHERE vendedor_id = 'ID' || :v;
COMMIT;

-- The six sellers of today. The epoca is a UUIDv7: a random UUID with the milliseconds in its first six bytes and the
-- version bits of 7 (PostgreSQL has uuidv7() from 18 on only).
INSERT INTO vendedor (vendedor_id, nombre)
SELECT 'ID' || n, 'Vendedor ' || n FROM generate_series(1, 6) n;

INSERT INTO vendedor_stream (vendedor_id, epoca, last_seq, last_at)
SELECT vendedor_id,
       encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                  PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
              52, 1), 53, 1), 'hex')::uuid,
       0,
       clock_timestamp()
FROM vendedor;

INSERT INTO outbox_cursor (vendedor_id, epoca, published_seq)
SELECT vendedor_id, epoca, 0 FROM vendedor_stream;

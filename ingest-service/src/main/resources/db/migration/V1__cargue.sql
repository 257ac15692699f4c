-- Text that is compared byte by byte has collation "C": ids are case-sensitive, and their order is the same everywhere.

CREATE TABLE vendedor (
    vendedor_id varchar(20) COLLATE "C" PRIMARY KEY CHECK (vendedor_id ~ '^[A-Za-z0-9_]{1,20}$'),
    nombre      text NOT NULL
);

CREATE TABLE renglon (
    vendedor_id    varchar(20) COLLATE "C" NOT NULL REFERENCES vendedor,
    fecha          date NOT NULL,
    dia            varchar(9) COLLATE "C" NOT NULL
                   CHECK (dia IN ('LUNES', 'MARTES', 'MIERCOLES', 'JUEVES', 'VIERNES', 'SABADO', 'DOMINGO')),
    producto_clave text COLLATE "C" NOT NULL,
    producto       text NOT NULL,
    cantidad       integer NOT NULL CHECK (cantidad BETWEEN 0 AND 1000000),
    adicional      integer NOT NULL CHECK (adicional BETWEEN 0 AND 1000000),
    dctos          integer NOT NULL CHECK (dctos BETWEEN 0 AND 1000000),
    devoluciones   integer NOT NULL CHECK (devoluciones BETWEEN 0 AND 1000000),
    vencidas       integer NOT NULL CHECK (vencidas BETWEEN 0 AND 1000000),
    v              boolean NOT NULL,
    d              boolean NOT NULL,
    epoca          uuid NOT NULL,
    seq            bigint NOT NULL,
    actualizado_en timestamptz(3) NOT NULL,
    PRIMARY KEY (vendedor_id, fecha, dia, producto_clave),
    CONSTRAINT v_implica_d CHECK (NOT v OR d),
    CONSTRAINT d_implica_total CHECK (NOT d OR cantidad - dctos + adicional - devoluciones - vencidas > 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN renglon.producto_clave IS 'NFC, white space collapsed and trimmed: what products are matched by';
COMMENT ON COLUMN renglon.seq IS 'of the row''s last change, in the epoca beside it';

-- The writers' lock and counter: one row a vendedor, locked first in every change.
CREATE TABLE vendedor_stream (
    vendedor_id varchar(20) COLLATE "C" PRIMARY KEY REFERENCES vendedor,
    epoca       uuid NOT NULL,
    last_seq    bigint NOT NULL,
    last_at     timestamptz(3) NOT NULL
) WITH (fillfactor = 50);

-- The event log and outbox: each value exactly as it goes to Kafka.
CREATE TABLE check_event (
    vendedor_id varchar(20) COLLATE "C" NOT NULL REFERENCES vendedor,
    epoca       uuid NOT NULL,
    seq         bigint NOT NULL,
    id          uuid NOT NULL UNIQUE,
    ocurrido_en timestamptz(3) NOT NULL,
    payload     bytea NOT NULL,
    traceparent varchar(55) COLLATE "C" NOT NULL,
    PRIMARY KEY (vendedor_id, epoca, seq)
);
CREATE INDEX check_event_ocurrido_en ON check_event USING brin (ocurrido_en);

-- The relay's lock and cursor, apart from the writers' row so that the relay never blocks a writer.
CREATE TABLE outbox_cursor (
    vendedor_id   varchar(20) COLLATE "C" PRIMARY KEY REFERENCES vendedor,
    epoca         uuid NOT NULL,
    published_seq bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE idempotency (
    sub          text COLLATE "C" NOT NULL,
    call         text COLLATE "C" NOT NULL,
    key          varchar(100) COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,
    status       smallint NOT NULL,
    body         bytea NOT NULL,
    epoca        uuid,
    seq          bigint,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (sub, call, key)
);
CREATE INDEX idempotency_created_at ON idempotency USING brin (created_at);
COMMENT ON COLUMN idempotency.seq IS 'of the event that the request made, if it made one';

-- What was refused under a vendedor's lock, kept for those who look for the reason; by the transaction that decided it.
-- The id orders what PostgreSQL's clock does not tell apart.
CREATE TABLE rechazo (
    ocurrido_en timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    id          bigint GENERATED ALWAYS AS IDENTITY,
    vendedor_id varchar(20) COLLATE "C" NOT NULL,
    dia         varchar(9) COLLATE "C" NOT NULL,
    fecha       date NOT NULL,
    producto    text,
    codigo      text COLLATE "C" NOT NULL,
    actor       text NOT NULL,
    rol         text COLLATE "C" NOT NULL,
    origen      text NOT NULL,
    marcado_en  timestamptz(3),
    PRIMARY KEY (ocurrido_en, id)
);
COMMENT ON COLUMN rechazo.producto IS 'as its sheet spells it, else as it was sent; null when the call names several';
COMMENT ON COLUMN rechazo.marcado_en IS 'when the person tapped, by the phone''s clock';

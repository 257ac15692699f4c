-- The figures of one day of sheets, for DuckDB. ./cargue report runs this file; so can you:
--
--   SET VARIABLE fecha = DATE '2026-01-05';          -- the sheets of this date
--   SET VARIABLE zona = 'America/Bogota';            -- what a day and an hour are
--   CREATE VIEW eventos AS FROM 'eventos.parquet';   -- an export, or read_json / read_csv of one
--   CREATE VIEW rechazos AS                          -- the refusals, or none as here
--     SELECT NULL::TIMESTAMPTZ AS ocurrido_en, '' AS vendedor_id, '' AS fecha, '' AS codigo WHERE false;
--   .read report.sql
--   FROM por_vendedor;
--
-- It makes: pasos, marcas, renglones, por_vendedor, totales, cubos, desmarcas_producto, rechazos_codigo, procedencia.
-- An event is (vendedor_id, epoca, seq), in this order within a vendedor; its id and epoca compare as text. It holds the
-- row's whole state after the change, so what changed is seen beside the row's event before it.

-- 1. Each event of the day's sheets once. An export has none twice; a file made otherwise may.
CREATE OR REPLACE TEMP TABLE dia_eventos AS
SELECT *
FROM eventos
WHERE type = 'check_update' AND fecha = getvariable('fecha')
QUALIFY row_number() OVER (PARTITION BY vendedor_id, epoca, seq ORDER BY ocurrido_en) = 1;

-- 2. The numberings that a file tells of: since when each is, the first date whose rows it restated (7 days back), and
--    whether all of that has come. Until then the state is the one before.
CREATE OR REPLACE TEMP TABLE epocas AS
SELECT
  vendedor_id,
  epoca,
  min(ocurrido_en) AS desde,
  ((min(ocurrido_en) AT TIME ZONE getvariable('zona'))::DATE - 7)::DATE AS repone_desde,
  max(seq) >= coalesce(max(hasta), 1) AS completa
FROM eventos
GROUP BY vendedor_id, epoca;

-- 3. Each event with what the row was before it. `momento` is when it happened: when the person tapped by the phone's
--    clock where that is known, else when PostgreSQL took it. A new epoca restates rows; nobody ticked anything then.
--    A row is made without ticks, by another causa than a tick's. So one that is first heard of otherwise has lost its
--    beginning (`cortado`): of that event only what its causa says is new, and what else it holds was there before.
--    `d_puesta` is when the D that the row has was ticked; null when it has none, or nobody knows.
CREATE OR REPLACE TEMP TABLE pasos AS
WITH numerados AS (
  SELECT
    *,
    lag(d) OVER renglon AS d_anterior,
    lag(v) OVER renglon AS v_anterior,
    row_number() OVER renglon = 1 AND (d OR v OR causa IN ('check_d', 'check_v')) AS cortado
  FROM dia_eventos
  WINDOW renglon AS (PARTITION BY vendedor_id, fecha, dia, producto ORDER BY epoca, seq)
),
cambiados AS (
  SELECT
    * EXCLUDE (d_anterior, v_anterior),
    coalesce(marcado_en, ocurrido_en) AS momento,
    CASE WHEN cortado THEN d <> (causa = 'check_d') ELSE coalesce(d_anterior, false) END AS d_antes,
    CASE WHEN cortado THEN v <> (causa = 'check_v') ELSE coalesce(v_anterior, false) END AS v_antes,
    causa <> 'restauracion' AS de_alguien
  FROM numerados
)
SELECT
  *,
  last_value(CASE WHEN d <> d_antes THEN {'de': CASE WHEN d AND de_alguien THEN momento END} END IGNORE NULLS)
    OVER (renglon ROWS UNBOUNDED PRECEDING).de AS d_puesta
FROM cambiados
WINDOW renglon AS (PARTITION BY vendedor_id, fecha, dia, producto ORDER BY epoca, seq);

-- 4. Every tick (puesta) and untick. Unticking D unticks V in the same event: that is one of each.
CREATE OR REPLACE TEMP TABLE marcas AS
SELECT vendedor_id, dia, producto, epoca, seq, 'D' AS marca, d AS puesta, momento, ocurrido_en, d_puesta
FROM pasos WHERE de_alguien AND d <> d_antes
UNION ALL
SELECT vendedor_id, dia, producto, epoca, seq, 'V' AS marca, v AS puesta, momento, ocurrido_en, d_puesta
FROM pasos WHERE de_alguien AND v <> v_antes;

-- 5. Each row: its last state, its first D and first V, and how long the V took after the D that the row had then: one
--    that was taken back before waited for nobody.
--    A row is gone (vigente is false) when a later epoca should have restated it and did not.
CREATE OR REPLACE TEMP TABLE renglones AS
WITH ultimo AS (
  SELECT
    p.vendedor_id, p.dia, p.producto, p.v, p.d, p.total,
    NOT EXISTS (
      FROM epocas e
      WHERE e.vendedor_id = p.vendedor_id AND e.completa AND e.epoca > p.epoca AND e.repone_desde <= p.fecha
    ) AS vigente
  FROM pasos p
  SEMI JOIN epocas e ON e.vendedor_id = p.vendedor_id AND e.epoca = p.epoca AND e.completa
  QUALIFY row_number() OVER (PARTITION BY p.vendedor_id, p.dia, p.producto ORDER BY p.epoca DESC, p.seq DESC) = 1
),
primeras AS (
  SELECT
    vendedor_id, dia, producto,
    first(momento ORDER BY epoca, seq) FILTER (marca = 'D' AND puesta) AS primera_d,
    first(momento ORDER BY epoca, seq) FILTER (marca = 'V' AND puesta) AS primera_v,
    arg_min({'de': d_puesta}, {'epoca': epoca, 'seq': seq}) FILTER (marca = 'V' AND puesta).de AS d_de_primera_v,
    count(*) FILTER (marca = 'D' AND NOT puesta) AS desmarcadas_d,
    count(*) FILTER (marca = 'V' AND NOT puesta) AS desmarcadas_v
  FROM marcas
  GROUP BY ALL
),
vistos AS (
  SELECT
    vendedor_id, dia, producto,
    bool_or(d OR d_antes) AS tuvo_d,
    bool_or(cortado) AS cortado,
    count(*) FILTER (causa = 'correccion') AS correcciones
  FROM pasos
  GROUP BY ALL
)
SELECT
  u.*,
  p.primera_d,
  p.primera_v,
  round(epoch(p.primera_v) - epoch(p.d_de_primera_v), 3) AS espera_s,
  coalesce(p.desmarcadas_d, 0) AS desmarcadas_d,
  coalesce(p.desmarcadas_v, 0) AS desmarcadas_v,
  w.correcciones,
  w.cortado,
  u.vigente AND u.total > 0 AS con_cantidad,
  u.vigente AND u.total > 0 AND NOT w.tuvo_d AS sin_marcar
FROM ultimo u
JOIN vistos w USING (vendedor_id, dia, producto)
LEFT JOIN primeras p USING (vendedor_id, dia, producto);

-- 6. Each vendedor: from the first D to the last V is the time of loading.
CREATE OR REPLACE TEMP TABLE por_vendedor AS
WITH carga AS (
  SELECT
    vendedor_id,
    first(momento ORDER BY epoca, seq) FILTER (marca = 'D' AND puesta) AS primera_d,
    last(momento ORDER BY epoca, seq) FILTER (marca = 'V' AND puesta) AS ultima_v
  FROM marcas
  GROUP BY vendedor_id
)
SELECT
  r.vendedor_id,
  count(*) FILTER (con_cantidad) AS renglones,
  any_value(c.primera_d) AS primera_d,
  any_value(c.ultima_v) AS ultima_v,
  round((epoch(any_value(c.ultima_v)) - epoch(any_value(c.primera_d))) / 60, 1) AS carga_min,
  count(espera_s) AS esperas,
  round(median(espera_s), 1) AS espera_mediana_s,
  round(max(espera_s), 1) AS espera_mayor_s,
  first(producto ORDER BY espera_s DESC) FILTER (espera_s IS NOT NULL) AS espera_mayor_producto,
  sum(desmarcadas_d)::BIGINT AS desmarcadas_d,
  sum(desmarcadas_v)::BIGINT AS desmarcadas_v,
  sum(r.correcciones)::BIGINT AS correcciones,
  count(*) FILTER (sin_marcar) AS sin_marcar
FROM renglones r
LEFT JOIN carga c USING (vendedor_id)
GROUP BY r.vendedor_id
ORDER BY r.vendedor_id;

-- 7. The day. The median is that of all rows, not of the vendedores' medians.
CREATE OR REPLACE TEMP TABLE totales AS
SELECT
  count(*) AS vendedores,
  coalesce(sum(renglones), 0)::BIGINT AS renglones,
  min(primera_d) AS primera_d,
  max(ultima_v) AS ultima_v,
  round((epoch(max(ultima_v)) - epoch(min(primera_d))) / 60, 1) AS carga_min,
  coalesce(sum(esperas), 0)::BIGINT AS esperas,
  (SELECT round(median(espera_s), 1) FROM renglones) AS espera_mediana_s,
  max(espera_mayor_s) AS espera_mayor_s,
  coalesce(sum(desmarcadas_d), 0)::BIGINT AS desmarcadas_d,
  coalesce(sum(desmarcadas_v), 0)::BIGINT AS desmarcadas_v,
  coalesce(sum(correcciones), 0)::BIGINT AS correcciones,
  coalesce(sum(sin_marcar), 0)::BIGINT AS sin_marcar
FROM por_vendedor;

-- 8. Ticks in each five minutes by the clock on the wall.
CREATE OR REPLACE TEMP TABLE cubos AS
SELECT
  time_bucket(INTERVAL 5 MINUTE, momento AT TIME ZONE getvariable('zona')) AS hora,
  count(*) FILTER (marca = 'D') AS d,
  count(*) FILTER (marca = 'V') AS v
FROM marcas
WHERE puesta
GROUP BY hora
ORDER BY hora;

-- 9. Unticks by product.
CREATE OR REPLACE TEMP TABLE desmarcas_producto AS
SELECT
  producto,
  count(*) FILTER (marca = 'D') AS d,
  count(*) FILTER (marca = 'V') AS v
FROM marcas
WHERE NOT puesta
GROUP BY producto
ORDER BY d + v DESC, producto;

-- 10. Refusals by code; those of sheets of another date are another day's.
CREATE OR REPLACE TEMP TABLE rechazos_codigo AS
SELECT vendedor_id, codigo, count(*) AS veces
FROM rechazos
WHERE try_cast(fecha AS DATE) = getvariable('fecha')
GROUP BY vendedor_id, codigo
ORDER BY vendedor_id, codigo;

-- 11. What all of this was made of. `reloj`: ticks whose phone's clock is over an hour from PostgreSQL's; a phone that
--     was offline so long, or whose clock is wrong. `cortados`: rows whose beginning is not in the data.
CREATE OR REPLACE TEMP TABLE procedencia AS
SELECT
  count(*) AS eventos,
  min(ocurrido_en) AS primero,
  max(ocurrido_en) AS ultimo,
  count(DISTINCT epoca) AS epocas,
  (SELECT count(*) FROM marcas WHERE abs(epoch(momento) - epoch(ocurrido_en)) > 3600) AS reloj,
  (SELECT count(*) FROM pasos WHERE cortado) AS cortados
FROM dia_eventos;

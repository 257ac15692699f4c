-- One vendedor's refusals are found without reading all others'.
CREATE INDEX rechazo_vendedor ON rechazo (vendedor_id, ocurrido_en, id);

// @vitest-environment node
// The documents of the services, by the schemas of those who made OpenAPI and AsyncAPI.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';

type Json = Record<string, unknown>;

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const parse = (json: string): Json => JSON.parse(json) as Json;

describe.each(['ingest-service', 'push-service'])('the OpenAPI document of %s', (service) => {
  const document = text(`../${service}/src/main/resources/cargue/openapi.json`);

  it('is one of version 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(parse(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('would not pass with a mistake', async () => {
    const { valid } = await new Validator().validate(parse(document.replace('"title"', '"titulo"')));
    expect(valid).toBe(false);
  });
});

describe('the AsyncAPI document', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (instance: Ajv) => void)(ajv);
  const isAsyncApi = ajv.compile(parse(text('node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json')));
  const document = text('../push-service/src/main/resources/cargue/asyncapi.json');

  it('is one of version 3.0', () => {
    expect(isAsyncApi(parse(document)), JSON.stringify(isAsyncApi.errors)).toBe(true);
  });

  it('would not pass with a mistake', () => {
    expect(isAsyncApi(parse(document.replace('"action": "send"', '"action": "shout"')))).toBe(false);
  });
});

import { Validator } from '@seriousme/openapi-schema-validator';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import { schema } from '../schema.ts';
import { type Harness, startHarness } from '../test/harness.ts';
import { openApiDocument } from './openapi.ts';
import { BASE_PATH, operations } from './operations.ts';

interface OpenApi {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, { properties?: Record<string, { description?: string }>; required?: string[] }> };
}

let harness: Harness;
let served: OpenApi;
beforeAll(async () => {
  harness = await startHarness();
  served = (await (await harness.gateway.fetch(new Request('http://gateway/api/openapi.json'))).json()) as OpenApi;
});
afterAll(() => harness.close());

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1, and what the server serves', async () => {
    expect(served).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(await new Validator().validate({ ...served })).toEqual({ valid: true });
  });

  test('has every operation of the route table and no other under its base', () => {
    const described = Object.entries(served.paths)
      .filter(([path]) => path.startsWith(BASE_PATH))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(described.sort()).toEqual(operations.map(({ method, path }) => `${method} ${BASE_PATH}${path}`).sort());
  });

  test('the server answers nothing else: every other method is 405', async () => {
    for (const [template, methods] of Object.entries(served.paths)) {
      const path = template.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{kind}', 'not-found');
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']) {
        if (method.toLowerCase() in methods) continue;
        const { status, headers } = await harness.gateway.fetch(new Request(`http://gateway${path}`, { method }));
        expect([method, path, status]).toEqual([method, path, 405]);
        expect(headers.get('allow')).toBeTruthy();
      }
    }
  });

  test('describes every property in words', () => {
    const bare = Object.entries(served.components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([property, { description }]) => (description ? [] : [`${name}.${property}`])),
    );
    expect(bare).toEqual([]);
  });

  test("tells the mutation's own rules: patterns and ranges", () => {
    const { DeployVirtualMachineInput, DeployVirtualMachineInputOfFirstPortal } = served.components.schemas;
    expect(DeployVirtualMachineInput?.properties).toMatchObject({ name: { pattern: expect.any(String) }, waitSeconds: { maximum: 300 } });
    expect(DeployVirtualMachineInputOfFirstPortal?.required).toEqual(['serviceofferingid', 'zoneid']);
    expect(Object.keys(DeployVirtualMachineInputOfFirstPortal?.properties ?? {})).toEqual(
      expect.arrayContaining(['displayname', 'size', 'keypairs']),
    );
  });
});

test('the persisted documents are valid, and within the limits of documents', () => {
  for (const operation of operations) {
    const documents = [operation.document, ...('skip' in operation && operation.skip ? [operation.skip] : [])];
    for (const document of documents) {
      expect(validate(schema, parse(document, { maxTokens: DOCUMENT_LIMITS.tokens })), operation.id).toEqual([]);
      expect(document.length).toBeLessThan(DOCUMENT_LIMITS.characters);
    }
  }
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from 'shared-types/contract';
import { errorStatus } from 'shared-types/errors';
import { routes } from '../../src/app.js';
import { projectRoot } from '../../src/platform/projectRoot.js';
import { type TestServer, testServer } from '../factories/testServer.js';

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>;
}
interface Description {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  security: Json[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json; securitySchemes: Json };
}

let server: TestServer;
let api: Description;
const contracts: Contract[] = [];
beforeAll(async () => {
  server = await testServer();
  api = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as Description;
  const folder = join(projectRoot, 'shared-types/src');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const module = (await import(join(folder, file))) as Json;
    for (const value of Object.values(module))
      if (value && typeof value === 'object' && 'method' in value && 'path' in value && 'auth' in value)
        contracts.push(value as unknown as Contract);
  }
});
afterAll(() => server.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [path, method, operation]),
  );

test('every contract has its route, and every route a contract', () => {
  const served = routes.map(({ contract }) => contract.name);
  expect(contracts.map(({ name }) => name).sort()).toEqual([...served].sort());
  expect(new Set(served).size).toBe(served.length);
});

test('every contract is described, by its own method and path, and nothing else is', () => {
  const described = operations().map(([path, method, { operationId }]) => `${operationId} ${method} ${path}`);
  const promised = contracts.map(
    ({ name, method, path }) => `${name} ${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.sort()).toEqual(promised.sort());
});

test('the document has what OpenAPI 3.0 requires', () => {
  expect(api.openapi).toMatch(/^3\.0\.\d$/);
  expect(api.info).toMatchObject({ title: expect.any(String) as string, version: expect.any(String) as string });
  expect(Object.keys(api.components.securitySchemes)).toEqual(Object.keys(api.security[0] ?? {}));
  for (const [path, method, operation] of operations()) {
    expect(`${path}`).toMatch(/^(?:\/(?:[\w.-]+|\{\w+\}))+$/);
    expect(['get', 'post', 'put', 'patch', 'delete']).toContain(method);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect([path, declared.map(({ name }) => name).sort()]).toEqual([path, inPath.sort()]);
    expect(declared.every(({ required }) => required)).toBe(true);
    expect(operation.parameters.every(({ schema }) => typeof schema === 'object')).toBe(true);
    expect(operation.responses['200']?.description).toBeTruthy();
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^[1-5]\d\d$/);
      expect(response.description).toBeTruthy();
      expect(Object.keys(response.content)).toHaveLength(1);
    }
    if (method === 'get') expect(operation.requestBody).toBeUndefined();
  }
});

const walk = (value: unknown, visit: (node: Json) => void): void => {
  if (Array.isArray(value)) for (const inner of value) walk(inner, visit);
  else if (value && typeof value === 'object') {
    visit(value as Json);
    for (const inner of Object.values(value)) walk(inner, visit);
  }
};

test('every reference leads somewhere, and no word of another dialect is in it', () => {
  walk(api, (node) => {
    if (typeof node.$ref === 'string') {
      const target = node.$ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((at, step) => (at as Json | undefined)?.[step], api);
      expect([node.$ref, typeof target]).toEqual([node.$ref, 'object']);
    }
    // 3.0 has no null type, no const, no list of types; exclusiveMinimum is a boolean there.
    if (typeof node.type === 'string')
      expect(['string', 'number', 'integer', 'boolean', 'array', 'object', 'http']).toContain(node.type);
    expect(Array.isArray(node.type)).toBe(false);
    expect(Object.keys(node)).not.toContain('$schema');
    expect(Object.keys(node)).not.toContain('$defs');
    if ('exclusiveMinimum' in node && 'type' in node) expect(typeof node.exclusiveMinimum).toBe('boolean');
  });
});

test('every refusal of a contract is described under its status, and public calls need no token', () => {
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    const operation = api.paths[path]?.[contract.method.toLowerCase()];
    for (const code of contract.errors)
      expect(operation?.responses[String(errorStatus[code])]?.description).toContain(`\`${code}\``);
    expect([contract.name, operation?.security]).toEqual([contract.name, contract.auth === 'public' ? [] : undefined]);
    const takesKey = operation?.parameters.some(({ name }) => name === 'Idempotency-Key') ?? false;
    expect([contract.name, takesKey]).toEqual([contract.name, contract.idempotent === true]);
  }
});

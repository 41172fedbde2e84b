import type { Contract } from 'shared-types/contract';
import { errorStatus } from 'shared-types/errors';
import { z } from 'shared-types/schemas';
import { errorTexts } from '../locales/errors.js';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

const parametersOf = (schema: z.ZodMiniObject | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return [];
  const json = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    schema: property,
  }));
};

const requestBodyOf = (contract: Contract): Json | undefined => {
  if (contract.bodyKind === 'upload')
    return {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    };
  if (!contract.body) return undefined;
  return { required: true, content: { 'application/json': { schema: schemaOf(contract.body, 'input') } } };
};

const implied = (contract: Contract): (keyof typeof errorStatus)[] => [
  ...(contract.auth === 'public' ? [] : (['auth.required', 'auth.forbidden'] as const)),
  ...(contract.body || contract.query ? (['request.invalid'] as const) : []),
  ...(contract.idempotent ? (['idempotency.key_required', 'idempotency.key_reused'] as const) : []),
];

const responsesOf = (contract: Contract): Json => {
  const byStatus = new Map<number, string[]>();
  for (const code of [...contract.errors, ...implied(contract)]) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\` ${errorTexts[code].title}`]);
  }
  const problems = [...byStatus].map(([status, lines]) => [
    String(status),
    {
      description: [...new Set(lines)].join('；'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  const content = contract.response
    ? { 'application/json': { schema: schemaOf(contract.response, 'output') } }
    : { [contract.produces ?? 'application/octet-stream']: { schema: { type: 'string', format: 'binary' } } };
  return { 200: { description: '成功', content }, ...Object.fromEntries(problems) };
};

const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '同一件事重发时用同一个编号；保留 72 小时',
  schema: { type: 'string', minLength: 8, maxLength: 80 },
};

const accessText = (contract: Contract): string => {
  if (contract.auth === 'public') return '公开';
  const who = contract.auth.as.map((kind) => ({ owner: '业主', staff: '员工', kiosk: '自助机' })[kind]).join('、');
  return `${who}${contract.auth.may ? `，需要权限 \`${contract.auth.may}\`` : ''}`;
};

/** The API's description, made from the contracts and nothing else (M2). */
export const openApi = (contracts: readonly Contract[], publicUrl: string): Json => {
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    (paths[path] as Json)[contract.method.toLowerCase()] = {
      operationId: contract.name,
      summary: contract.summary,
      description: accessText(contract),
      tags: [contract.path.split('/')[contract.path.startsWith('/staff/') ? 2 : 1]],
      ...(contract.auth === 'public' ? { security: [] } : {}),
      parameters: [
        ...parametersOf(contract.params, 'path'),
        ...parametersOf(contract.query, 'query'),
        ...(contract.idempotent ? [keyParameter] : []),
      ],
      ...(requestBodyOf(contract) ? { requestBody: requestBodyOf(contract) } : {}),
      responses: responsesOf(contract),
    };
  }
  return {
    openapi: '3.0.3',
    info: { title: '安居 API', version: '1', description: '由契约生成。时间是带时区的 ISO 8601，金额是整数分。' },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', enum: Object.keys(errorStatus) },
            detail: { type: 'string' },
            requestId: { type: 'string' },
            fields: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
      },
    },
  };
};

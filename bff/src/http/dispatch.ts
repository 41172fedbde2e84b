import type { Context } from 'koa';
import type { Contract } from 'shared-types/contract';
import { z } from 'shared-types/schemas';
import { toInstant } from 'shared-types/time';
import { AppError } from '../kernel/appError.js';
import type { Caller, IdempotencyClaim } from '../platform/call.js';
import type { Deps } from '../platform/deps.js';
import { readUpload } from '../platform/upload/readUpload.js';
import { hashInput, parseInput, readJson } from './parse.js';
import type { FileAnswer, Gates, Route, RouteCall, Upload } from './route.js';

/** Turns a bearer token into who is calling; identity provides it. */
export type Authenticate = (
  deps: Deps,
  token: string,
  communityId: string | null,
) => Promise<{ actor: Caller; sessionId: string; steppedUp: boolean } | null>;

const maxUploadBytes = 20 * 1024 * 1024;

const bearer = (ctx: Context): string | null => /^Bearer ([\w-]{20,200})$/.exec(ctx.get('authorization'))?.[1] ?? null;

const identify = async (deps: Deps, authenticate: Authenticate, ctx: Context, contract: Contract) => {
  if (contract.auth === 'public') return { actor: null, sessionId: null, steppedUp: false };
  const token = bearer(ctx);
  const community = ctx.get('anju-community') || null;
  const who = token ? await authenticate(deps, token, community) : null;
  if (!who) throw new AppError('auth.required');
  return who;
};

/** Who may: the kind of caller, then the permission, then how near the subject is. */
const authorise = async (deps: Deps, gates: Gates, contract: Contract, actor: Caller | null, ctx: Context) => {
  const access = contract.auth;
  if (access === 'public' || !actor) return;
  if (!access.as.includes(actor.kind)) throw new AppError('auth.forbidden');
  if (actor.kind === 'staff') {
    if (actor.mustChangePassword && !contract.beforePasswordChange) throw new AppError('auth.password_change_required');
    if (access.may && !actor.permissions.has(access.may)) throw new AppError('auth.forbidden');
  }
  // What a machine may ask for lies behind its own contracts, which name no subject.
  if (!access.on || actor.kind === 'kiosk') return;
  const gate = gates[access.on.of];
  if (!gate) throw new Error(`no gate for ${access.on.of}`);
  const id = String((ctx.params as Record<string, string>)[access.on.param] ?? '');
  const wellFormed = !contract.params || z.safeParse(contract.params, ctx.params).success;
  if (!wellFormed || !(await gate(deps, actor, id, access.on.within)))
    throw new AppError(`${access.on.of}.not_found` as const);
};

const readInput = async (ctx: Context, contract: Contract): Promise<{ body: unknown; upload: Upload | undefined }> => {
  if (contract.bodyKind === 'upload')
    return { body: undefined, upload: await readUpload(ctx.req, { maxBytes: maxUploadBytes, field: 'file' }) };
  if (!contract.body) return { body: undefined, upload: undefined };
  return { body: parseInput(contract.body, await readJson(ctx.req)), upload: undefined };
};

const claimOf = (
  ctx: Context,
  contract: Contract,
  actor: Caller | null,
  input: readonly unknown[],
): IdempotencyClaim | null => {
  if (!contract.idempotent) return null;
  const key = ctx.get('idempotency-key').trim();
  if (!/^[\x21-\x7e]{8,80}$/.test(key)) throw new AppError('idempotency.key_required');
  return {
    actor: actor ? `${actor.kind}:${actor.id}` : 'public',
    route: contract.name,
    key,
    inputHash: hashInput(...input),
  };
};

const answer = (ctx: Context, contract: Contract, result: unknown): void => {
  if (contract.response) {
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(z.parse(contract.response, result));
    return;
  }
  const file = result as FileAnswer;
  ctx.type = file.contentType;
  if (file.fileName)
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
  ctx.body = file.bytes;
};

/** The life of a call: authenticate, authorise, parse, act, present what was promised. */
export const dispatch =
  (deps: Deps, gates: Gates, authenticate: Authenticate, { contract, handle }: Route) =>
  async (ctx: Context): Promise<void> => {
    const { actor, sessionId, steppedUp } = await identify(deps, authenticate, ctx, contract);
    await authorise(deps, gates, contract, actor, ctx);
    // Last of all, so that nobody is asked for a password over what they may not do or what is not there.
    if (contract.stepUp && !steppedUp) throw new AppError('auth.step_up_required');
    const params = contract.params ? z.safeParse(contract.params, ctx.params) : null;
    if (params && !params.success) throw new AppError('route.not_found');
    const query = contract.query ? parseInput(contract.query, { ...ctx.query }) : undefined;
    const { body, upload } = await readInput(ctx, contract);
    const call = {
      actor,
      sessionId,
      requestId: ctx.state.requestId as string,
      ip: ctx.state.clientIp as string,
      idempotency: claimOf(ctx, contract, actor, [params?.data, query, upload?.bytes ?? body]),
      params: params?.data,
      query,
      body,
      upload,
    } as unknown as RouteCall<Contract>;
    ctx.set({ 'Anju-Now': toInstant(deps.clock.now()), 'Anju-Speed': String(deps.clock.speed()) });
    answer(ctx, contract, await handle(deps, call));
  };

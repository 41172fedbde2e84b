import type { BodyOf, Contract, ParamsOf, QueryOf, ResponseOf, SubjectKind, Within } from 'shared-types/contract';
import type { Actor, Call, KioskActor, OwnerActor, StaffActor } from '../platform/call.js';
import type { Deps } from '../platform/deps.js';

/** One file that came with a call, wholly read and within its limit. */
export interface Upload {
  bytes: Buffer;
  fileName: string;
}

/** What a handler that answers with a file returns. */
export interface FileAnswer {
  bytes: Buffer;
  contentType: string;
  /** Makes the browser save it under this name. */
  fileName?: string;
}

type AccessOf<C> = C extends Contract<infer _P, infer _Q, infer _B, infer _R, infer A, infer _K> ? A : never;
type BodyKindOf<C> = C extends Contract<infer _P, infer _Q, infer _B, infer _R, infer _A, infer K> ? K : never;

type ActorOf<C> =
  AccessOf<C> extends 'public'
    ? null
    : AccessOf<C> extends { as: readonly ['owner'] }
      ? OwnerActor
      : AccessOf<C> extends { as: readonly ['staff'] }
        ? StaffActor
        : AccessOf<C> extends { as: readonly ['kiosk'] }
          ? KioskActor
          : Actor;

/** A parsed, authorised call of one contract. */
export interface RouteCall<C extends Contract> extends Call<ActorOf<C>> {
  params: ParamsOf<C>;
  query: QueryOf<C>;
  body: BodyOf<C>;
  upload: BodyKindOf<C> extends 'upload' ? Upload : undefined;
}

/** A contract without a response answers with a file. */
type Answer<C> = [ResponseOf<C>] extends [undefined] ? FileAnswer : ResponseOf<C>;

export interface Route {
  contract: Contract;
  handle(deps: Deps, call: RouteCall<Contract>): Promise<unknown>;
}

/** Binds a contract to its handler. The wrapper in server.ts authenticates, authorises, parses and presents. */
export const route = <C extends Contract>(
  contract: C,
  handle: (deps: Deps, call: RouteCall<C>) => Promise<Answer<C>>,
): Route => ({ contract, handle: handle as unknown as Route['handle'] });

/** Whether a subject lies within reach of the caller; false and absent are one and the same answer. */
export type Gate = (deps: Deps, actor: Actor, id: string, within: Within) => Promise<boolean>;

export type Gates = Partial<Record<SubjectKind, Gate>>;

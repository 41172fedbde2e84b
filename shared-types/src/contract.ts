import type { ErrorCode } from './errors.js';
import type { Permission } from './permissions.js';
import type { z } from './schemas.js';

/** Who may be behind a call; a kiosk is a machine at which nobody has signed in, and has its contracts to itself. */
export type ActorKind = 'owner' | 'staff' | 'kiosk';

/** What an id in a path points at; the BFF has one scope reader for each. */
export type SubjectKind =
  | 'house'
  | 'person'
  | 'place'
  | 'binding'
  | 'import'
  | 'repair'
  | 'order'
  | 'staff'
  | 'escalation'
  | 'complaint'
  | 'spot_check'
  | 'dead_letter'
  | 'inbox'
  | 'fee'
  | 'run'
  | 'bill'
  | 'reading'
  | 'deposit'
  | 'coupon'
  | 'arrears_import'
  | 'payment'
  | 'refund'
  | 'reconciliation'
  | 'difference'
  | 'autodebit'
  | 'debit_batch'
  | 'alarm'
  | 'entry'
  | 'spending'
  | 'report'
  | 'white_paper'
  | 'follow_up'
  | 'invoice'
  | 'title'
  | 'pass'
  | 'gate_group'
  | 'announcement'
  | 'inquiry'
  | 'article'
  | 'canned_answer'
  | 'home_visit'
  | 'kiosk'
  | 'card'
  | 'device'
  | 'device_import';

/**
 * How near a subject must be to the caller: their own record, a house they are bound to, or the community they act in.
 * Farther subjects and absent ones answer the same 404 (platform.md, Contracts).
 */
export type Within = 'self' | 'household' | 'community';

export type Access =
  | 'public'
  | {
      as: readonly [ActorKind, ...ActorKind[]];
      /** A permission that staff need; owners have none. */
      may?: Permission;
      on?: { param: string; of: SubjectKind; within: Within };
    };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How the request's body travels: JSON, one file in multipart/form-data (field `file`), or not at all. */
export type BodyKind = 'json' | 'upload';

type Shape = z.ZodMiniObject;
type Schema = z.ZodMiniType;

export interface Contract<
  P extends Shape | undefined = Shape | undefined,
  Q extends Shape | undefined = Shape | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema | undefined = Schema | undefined,
  A extends Access = Access,
  K extends BodyKind | undefined = BodyKind | undefined,
> {
  /** Operation id, unique in the whole API. */
  name: string;
  summary: string;
  method: Method;
  /** Below /api/v1, with `:params`. */
  path: string;
  auth: A;
  params?: P;
  query?: Q;
  body?: B;
  bodyKind?: K;
  /** Undefined: the answer is a file (see `produces`). */
  response?: R;
  /** Content type of a binary answer. */
  produces?: string;
  errors: readonly ErrorCode[];
  /** The command takes an Idempotency-Key; without one it answers 400. */
  idempotent?: boolean;
  /** A secret-taking call that staff may make before they changed a first password. */
  beforePasswordChange?: boolean;
  /** Staff only: the session's password was given again within the last minutes, else `auth.step_up_required`. */
  stepUp?: boolean;
}

export const contract = <
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
  const A extends Access = Access,
  const K extends BodyKind | undefined = undefined,
>(
  definition: Contract<P, Q, B, R, A, K>,
): Contract<P, Q, B, R, A, K> => definition;

type Output<S> = S extends Schema ? z.output<S> : undefined;
type Input<S> = S extends Schema ? z.input<S> : undefined;

export type ParamsOf<C> =
  C extends Contract<infer P, infer _Q, infer _B, infer _R, infer _A, infer _K> ? Output<P> : never;
export type QueryOf<C> =
  C extends Contract<infer _P, infer Q, infer _B, infer _R, infer _A, infer _K> ? Output<Q> : never;
export type BodyOf<C> =
  C extends Contract<infer _P, infer _Q, infer B, infer _R, infer _A, infer _K> ? Output<B> : never;
export type BodyInputOf<C> =
  C extends Contract<infer _P, infer _Q, infer B, infer _R, infer _A, infer _K> ? Input<B> : never;
export type QueryInputOf<C> =
  C extends Contract<infer _P, infer Q, infer _B, infer _R, infer _A, infer _K> ? Input<Q> : never;
export type ResponseOf<C> =
  C extends Contract<infer _P, infer _Q, infer _B, infer R, infer _A, infer _K> ? Output<R> : never;

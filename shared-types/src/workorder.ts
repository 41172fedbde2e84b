import { contract } from './contract.js';
import { FileView } from './file.js';
import { orderStatuses, PromiseView, urgencies } from './repair.js';
import { Done, Id, Instant, optionalText, PageQuery, text, z } from './schemas.js';
import { PauseView } from './staffRepair.js';

/** One step of the standard procedure of a problem type (E4), as data. */
export const ProcedureStep = z.object({
  /** Stable within the procedure: before-photo */
  id: z.string(),
  kind: z.enum(['sign-in', 'photo', 'check', 'parts']),
  title: z.string(),
  hint: z.nullable(z.string()),
  /** Photo steps: how many at least. */
  minPhotos: z.int(),
  required: z.boolean(),
});
export type ProcedureStep = z.infer<typeof ProcedureStep>;

export const orderActions = ['accept', 'refuse', 'sign-in', 'step', 'finish', 'pause'] as const;

const orderSummary = {
  id: Id,
  repairId: Id,
  number: z.string(),
  title: z.string(),
  problemTypeName: z.string(),
  urgency: z.enum(urgencies),
  status: z.enum(orderStatuses),
  placeLabel: z.string(),
  preferredTime: z.nullable(z.string()),
  promise: z.nullable(PromiseView),
  /** What this department is to do. */
  task: z.string(),
  /** Until when the worker must say yes or no; null once accepted. */
  acceptBy: z.nullable(Instant),
  pause: z.nullable(PauseView),
  /** How often the owner urged. */
  urged: z.int(),
  assignedAt: z.nullable(Instant),
};

export const OrderSummary = z.object(orderSummary);
export type OrderSummary = z.infer<typeof OrderSummary>;

export const OrderView = z.object({
  ...orderSummary,
  text: z.nullable(z.string()),
  /** The text was transcribed from the recording. */
  spoken: z.boolean(),
  emergency: z.nullable(z.string()),
  /** The owner's pictures and recording. */
  files: z.array(FileView),
  /** In full for the worker who has accepted; masked before. */
  contact: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  dispatchNote: z.nullable(z.string()),
  /** Why it came to this worker: 会修水管，离得最近，手上只有 1 单. */
  dispatchWords: z.nullable(z.string()),
  /** What the other departments of the same request are doing (C8). */
  others: z.array(
    z.object({
      department: z.string(),
      task: z.string(),
      status: z.enum(orderStatuses),
      workerName: z.nullable(z.string()),
    }),
  ),
  acceptedAt: z.nullable(Instant),
  arrivedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  steps: z.array(
    z.object({
      ...ProcedureStep.shape,
      done: z.boolean(),
      doneAt: z.nullable(Instant),
      note: z.nullable(z.string()),
      files: z.array(FileView),
    }),
  ),
  usualParts: z.array(z.string()),
  result: z.nullable(z.string()),
  additions: z.array(z.object({ at: Instant, text: z.nullable(z.string()), files: z.array(FileView) })),
  actions: z.array(z.enum(orderActions)),
});
export type OrderView = z.infer<typeof OrderView>;

export const listOwnOrders = contract({
  name: 'listOwnOrders',
  summary: '我的工单',
  method: 'GET',
  path: '/staff/orders',
  auth: { as: ['staff'], may: 'order.work' },
  query: z.object({ scope: z._default(z.enum(['open', 'ended']), 'open'), ...PageQuery }),
  response: z.object({
    items: z.array(OrderSummary),
    nextCursor: z.nullable(z.string()),
    finishedToday: z.int(),
    todayTotal: z.int(),
  }),
  errors: [],
});

const onOwnOrder = { as: ['staff'], may: 'order.work', on: { param: 'id', of: 'order', within: 'self' } } as const;
const OrderParams = z.object({ id: Id });

/**
 * When a step was really done, by the phone that was offline meanwhile; the server keeps both times and trusts
 * none that lies in the future or before the order's last step.
 */
const doneAt = z.optional(Instant);

export const readOrder = contract({
  name: 'readOrder',
  summary: '一张工单',
  method: 'GET',
  path: '/staff/orders/:id',
  auth: onOwnOrder,
  params: OrderParams,
  response: OrderView,
  errors: ['order.not_found'],
});

export const acceptOrder = contract({
  name: 'acceptOrder',
  summary: '接单',
  method: 'POST',
  path: '/staff/orders/:id/accept',
  auth: onOwnOrder,
  params: OrderParams,
  body: z.object({ note: optionalText(200), doneAt }),
  response: OrderView,
  idempotent: true,
  errors: ['order.not_found', 'order.illegal_transition'],
});

/** The request goes back to be assigned; the worker no longer sees the order. */
export const refuseOrder = contract({
  name: 'refuseOrder',
  summary: '不接，写明原因',
  method: 'POST',
  path: '/staff/orders/:id/refuse',
  auth: onOwnOrder,
  params: OrderParams,
  body: z.object({ reason: text(200) }),
  response: z.object({ done: z.literal(true) }),
  idempotent: true,
  errors: ['order.not_found', 'order.illegal_transition'],
});

/** Arrival is proven by the scan: the code must belong to the order's place (E4). */
export const signInToOrder = contract({
  name: 'signInToOrder',
  summary: '扫码签到',
  method: 'POST',
  path: '/staff/orders/:id/sign-in',
  auth: onOwnOrder,
  params: OrderParams,
  body: z.object({ placeCode: text(200), doneAt }),
  response: OrderView,
  idempotent: true,
  errors: ['order.not_found', 'order.illegal_transition', 'order.wrong_place'],
});

/** The owner asked for another day, or a part is awaited: as pauseRepair, by whoever works it. */
export const pauseOrder = contract({
  name: 'pauseOrder',
  summary: '约了别的时间，时限先停',
  method: 'POST',
  path: '/staff/orders/:id/pause',
  auth: onOwnOrder,
  params: OrderParams,
  body: z.object({ until: Instant, reason: text(200) }),
  response: Done,
  idempotent: true,
  errors: ['order.not_found', 'repair.illegal_transition', 'repair.pause_refused', 'request.invalid'],
});

export const recordStep = contract({
  name: 'recordStep',
  summary: '做完一步：照片或打勾',
  method: 'POST',
  path: '/staff/orders/:id/steps/:stepId',
  auth: onOwnOrder,
  params: z.object({ id: Id, stepId: z.string().check(z.maxLength(40)) }),
  body: z.object({ fileIds: z._default(z.array(Id).check(z.maxLength(9)), []), note: optionalText(300), doneAt }),
  response: OrderView,
  idempotent: true,
  errors: ['order.not_found', 'order.illegal_transition', 'file.not_yours', 'request.invalid'],
});

export const finishOrder = contract({
  name: 'finishOrder',
  summary: '修好了',
  method: 'POST',
  path: '/staff/orders/:id/finish',
  auth: onOwnOrder,
  params: OrderParams,
  body: z.object({ result: text(500), doneAt }),
  response: OrderView,
  idempotent: true,
  errors: ['order.not_found', 'order.illegal_transition', 'order.photos_missing', 'order.steps_missing'],
});

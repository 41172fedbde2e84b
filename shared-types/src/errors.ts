/** The only list of error codes; each with the HTTP status that carries it. Texts: `bff/src/locales`. */
export const errorStatus = {
  'request.malformed': 400,
  'request.invalid': 422,
  'request.too_large': 413,
  'route.not_found': 404,
  'route.method_not_allowed': 405,
  'rate.limited': 429,
  'server.failed': 500,
  'server.busy': 503,
  'upstream.unavailable': 503,

  'idempotency.key_required': 400,
  'idempotency.key_reused': 409,

  'auth.required': 401,
  'auth.bad_credentials': 401,
  'auth.locked': 423,
  'auth.wechat_code_invalid': 400,
  'auth.wechat_risky': 403,
  'auth.phone_code_invalid': 400,
  'auth.password_change_required': 403,
  'auth.password_weak': 422,
  'auth.forbidden': 403,

  'community.not_found': 404,
  'house.not_found': 404,
  'house.has_open_import': 409,
  'person.not_found': 404,
  'place.not_found': 404,
  'place.code_unknown': 404,

  'binding.not_found': 404,
  'binding.already_open': 409,
  'binding.not_pending': 409,
  'binding.not_active': 409,

  'import.not_found': 404,
  'import.row_not_found': 404,
  'import.unreadable': 422,
  'import.closed': 409,
  'import.doubtful_left': 409,
  'import.nothing_to_do': 409,

  'file.not_found': 404,
  'file.type_refused': 415,
  'file.too_large': 413,
  'file.broken': 422,
  'file.not_yours': 422,

  'repair.not_found': 404,
  'repair.illegal_transition': 409,
  'repair.place_refused': 422,
  'repair.content_refused': 422,
  'repair.rating_exists': 409,
  'repair.urged_enough': 409,
  'repair.pause_refused': 409,

  'order.not_found': 404,
  'order.illegal_transition': 409,
  'order.worker_unfit': 422,
  'order.worker_full': 409,
  'order.uncertified': 422,
  'order.reason_required': 422,
  'order.wrong_place': 422,
  'order.photos_missing': 422,
  'order.steps_missing': 422,

  'escalation.not_found': 404,
  'escalation.closed': 409,
  'spot_check.not_found': 404,
  'spot_check.judged': 409,
  'policy.version_not_found': 404,
  'policy.outdated': 409,
  'policy.unchanged': 409,

  'staff.not_found': 404,
  'staff.username_taken': 409,
  'staff.self_refused': 409,

  'dead_letter.not_found': 404,
  'dead_letter.not_dead': 409,
  'inbox.not_found': 404,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** RFC 9457 body of every error answer. `title` and `detail` are for people, in Chinese; `code` is for programs. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  requestId: string;
  /** Path of a bad input field -> what is wrong with it, in Chinese. */
  fields?: Record<string, string>;
}

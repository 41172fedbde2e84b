import { type ErrorCode, errorStatus, type Problem } from 'shared-types/errors';
import { AppError } from '../kernel/appError.js';
import { errorTexts } from '../locales/errors.js';

/** The problem document of an error; what is not ours becomes `server.failed` without details. */
export const toProblem = (error: unknown, requestId: string): Problem => {
  const refusal = error instanceof AppError ? error.refusal : { code: 'server.failed' as ErrorCode };
  const text = errorTexts[refusal.code];
  return {
    type: `/api/docs#${refusal.code}`,
    title: text.title,
    status: errorStatus[refusal.code],
    code: refusal.code,
    detail: refusal.detail ?? text.detail,
    requestId,
    ...(refusal.fields ? { fields: refusal.fields } : {}),
  };
};

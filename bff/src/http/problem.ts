import { type ErrorCode, errorStatus, type Problem } from 'shared-types/errors';
import { AppError } from '../kernel/appError.js';
import { errorTexts } from '../locales/errors.js';
import { isDatabaseAway } from '../platform/database/transaction.js';

const codeOf = (error: unknown): ErrorCode => (isDatabaseAway(error) ? 'server.busy' : 'server.failed');

/** The problem document of an error; what is not ours becomes `server.failed`, or `server.busy`, without details. */
export const toProblem = (error: unknown, requestId: string): Problem => {
  const refusal = error instanceof AppError ? error.refusal : { code: codeOf(error) };
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

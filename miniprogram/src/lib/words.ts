import { ApiError, NetworkError } from 'shared-types/client';
import { zh } from '../locales/zh-CN';

/** What went wrong, as the user should read it. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof ApiError) return error.problem.detail || error.problem.title;
  if (error instanceof NetworkError) return zh.errors.network;
  return zh.errors.unknown;
};

/** No answer came: the command may or may not have been carried out. */
export const isUnanswered = (error: unknown): boolean => error instanceof NetworkError;

import { ApiError, NetworkError } from 'shared-types/client';
import { zh } from '../locales/zh-CN';

/** What went wrong, as the user should read it. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof ApiError) return error.problem.detail || error.problem.title;
  if (error instanceof NetworkError) return zh.errors.network;
  return zh.errors.unknown;
};

/** The same for a read, where nothing was filled in that could be lost. */
export const readWordsOf = (error: unknown): string =>
  error instanceof NetworkError ? zh.errors.readFailed : wordsOf(error);

/** No answer came: the command may or may not have been carried out. */
export const isUnanswered = (error: unknown): boolean => error instanceof NetworkError;

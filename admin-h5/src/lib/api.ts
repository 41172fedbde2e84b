import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  ApiError,
  addressOf,
  type CallInput,
  type Client,
  type ClientOptions,
  createClient,
  headersOf,
  NetworkError,
  newKey,
  readAnswer,
  type TransportAnswer,
} from 'shared-types/client';
import type { Contract } from 'shared-types/contract';
import { type FileView, uploadFile } from 'shared-types/file';
import { t } from '../locales/zh-CN/common';
import { setClock } from './clock';
import { endSession, session } from './session';
import { createStore } from './store';

/** Whether the last call reached the server. */
export const reachable = createStore(navigator.onLine);
addEventListener('offline', () => reachable.set(false));
addEventListener('online', () => reachable.set(true));

const timeoutMs = 20_000;
const uploadTimeoutMs = 120_000;

const toAnswer = async (response: Response): Promise<TransportAnswer> => {
  const headers = Object.fromEntries(response.headers.entries());
  const json = (headers['content-type'] ?? '').includes('json');
  return { status: response.status, headers, body: json ? await response.json() : undefined };
};

const send = async (path: string, init: RequestInit, limitMs = timeoutMs): Promise<Response> => {
  try {
    const response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(limitMs) });
    reachable.set(true);
    return response;
  } catch (error) {
    reachable.set(false);
    throw error;
  }
};

const transport: ClientOptions['transport'] = async ({ method, path, headers, body }) =>
  toAnswer(await send(path, { method, headers, ...(body === undefined ? {} : { body }) }));

const options: ClientOptions = {
  transport,
  token: () => session.get().token,
  community: () => session.get().communityId,
  onClock: setClock,
  onSignedOut: () => {
    if (session.get().token) endSession();
  },
};

/** The staff's client. */
export const call: Client = createClient(options);

/** A client of its own for the kiosk, by whichever token it has at the moment. */
export const createKioskClient = (token: () => string | null): Client =>
  createClient({ transport, token, onClock: setClock });

const sendFile = async <C extends Contract>(
  by: ClientOptions,
  c: C,
  file: Blob,
  name: string,
  key: string,
  input: CallInput<C> = {},
) => {
  const body = new FormData();
  body.append('file', file, name);
  const headers = { Accept: 'application/json', ...headersOf(by), 'Idempotency-Key': key };
  let answer: TransportAnswer;
  try {
    answer = await toAnswer(await send(addressOf(c, input), { method: c.method, headers, body }, uploadTimeoutMs));
  } catch (error) {
    throw new NetworkError(error instanceof Error ? error.message : 'no answer');
  }
  return readAnswer(by, answer);
};

/** Sends one file; the key makes sending again harmless. */
export const upload = <C extends Contract>(c: C, file: Blob, name: string, key = newKey(), input: CallInput<C> = {}) =>
  sendFile(options, c, file, name, key, input);

/** The same for the kiosk, by whichever token it has at the moment. */
export const createKioskSend =
  (token: () => string | null) =>
  <C extends Contract>(c: C, file: Blob, name: string, key: string, input: CallInput<C> = {}) =>
    sendFile({ transport, token, onClock: setClock }, c, file, name, key, input);

export const createKioskUpload = (token: () => string | null) => {
  const send = createKioskSend(token);
  return async (file: Blob, name: string, key: string, durationMs?: number): Promise<FileView> => {
    const query = durationMs === undefined ? {} : { durationMs };
    return (await send(uploadFile, file, name, key, { query })) as FileView;
  };
};

export const uploadPhoto = async (file: Blob, name: string, key?: string): Promise<FileView> =>
  (await upload(uploadFile, file, name, key)) as FileView;

/** A binary answer of a contract (Excel, place code). */
export const download = async <C extends Contract>(c: C, input: CallInput<C> = {}): Promise<Blob> => {
  let response: Response;
  try {
    response = await send(addressOf(c, input), { method: c.method, headers: headersOf(options) }, uploadTimeoutMs);
  } catch (error) {
    throw new NetworkError(error instanceof Error ? error.message : 'no answer');
  }
  if (!response.ok) readAnswer(options, await toAnswer(response));
  return response.blob();
};

/** Hands a file to the browser to save. */
export const saveAs = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** What went wrong, in a sentence for people. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof ApiError) return error.problem.detail || error.problem.title;
  if (error instanceof NetworkError) return t.noNetwork;
  return t.somethingWrong;
};

/** Bad fields of a refused form, if the server named them. */
export const fieldsOf = (error: unknown): Record<string, string> =>
  error instanceof ApiError ? (error.problem.fields ?? {}) : {};

export const isNetworkError = (error: unknown): error is NetworkError => error instanceof NetworkError;

const worthRetrying = (failures: number, error: unknown): boolean => failures < 2 && !(error instanceof ApiError);

export const queryClient = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache(),
  defaultOptions: {
    // A call while the browser thinks that it is offline should say so at once instead of waiting silently.
    queries: { networkMode: 'always', retry: worthRetrying, retryDelay: 800, staleTime: 10_000 },
    mutations: { networkMode: 'always', retry: false },
  },
});

import { createStore, get, set } from 'idb-keyval';
import type { CallInput } from 'shared-types/client';
import type { Contract, ResponseOf } from 'shared-types/contract';
import { call, isNetworkError } from '../../lib/api';
import { session } from '../../lib/session';

const db = createStore('anju-worker-views', 'views');
const nameOf = (contract: string, id: string) => `${session.get().self?.id ?? ''}:${contract}:${id}`;

export const keepView = (contract: string, id: string, view: unknown): Promise<void> =>
  set(nameOf(contract, id), view, db);

/** The server's answer, or the last one when there is no network. */
export const readKept = async <C extends Contract>(c: C, id: string, input: CallInput<C>): Promise<ResponseOf<C>> => {
  try {
    const answer = await call(c, input);
    void keepView(c.name, id, answer);
    return answer;
  } catch (error) {
    if (!isNetworkError(error)) throw error;
    const kept = await get<ResponseOf<C>>(nameOf(c.name, id), db);
    if (kept === undefined) throw error;
    return kept;
  }
};

import { ApiError } from 'shared-types/client';
import { createStore } from './store';

interface Asking {
  answer: (confirmed: boolean) => void;
}

/** Somebody is asked for their password before money moves; null: nobody. */
export const stepUpAsking = createStore<Asking | null>(null);

export const needsStepUp = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.code === 'auth.step_up_required';

/** Asks for the password again; true once the server took it, false when they would rather not. */
export const askStepUp = (): Promise<boolean> => {
  stepUpAsking.get()?.answer(false);
  return new Promise((resolve) => {
    stepUpAsking.set({
      answer: (confirmed) => {
        stepUpAsking.set(null);
        resolve(confirmed);
      },
    });
  });
};

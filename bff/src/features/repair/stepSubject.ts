import { deterministicId } from '../../kernel/ids.js';

/** The subject id of the photos of one step of one order. */
export const stepSubject = (orderId: string, stepId: string): string => deterministicId('order-step', orderId, stepId);

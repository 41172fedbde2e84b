import { readStaffPayment } from 'shared-types/staffPayment';
import { useRead } from '../../lib/query';
import { isMoving } from './paymentMarks';

/** One payment, asked for again until it has ended. */
export const usePayment = (id: string) =>
  useRead(readStaffPayment, { params: { id } }, { again: ({ status }) => isMoving(status) });

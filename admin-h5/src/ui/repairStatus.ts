import type { RepairStatus } from 'shared-types/repair';
import { t } from '../locales/zh-CN/repair';
import type { StatusName } from './Chip';

const chips: Record<RepairStatus, StatusName> = {
  submitted: 'waiting',
  assigned: 'assigned',
  working: 'working',
  done: 'asking',
  closed: 'done',
  cancelled: 'void',
};

/** The chip and the words of a request's state, wherever it is shown. */
export const chipOf = (status: RepairStatus): StatusName => chips[status];

export const chipWords = (status: RepairStatus): string => t.statuses[status];

import type { DeviceLifecycle } from 'shared-types/device';
import { defineMachine } from '../../kernel/machine.js';

/** What is scrapped is scrapped for good: a device that comes back is another one. */
export const deviceMachine = defineMachine<DeviceLifecycle, 'lifecycleReason'>({
  initial: 'in-stock',
  to: {
    'in-stock': ['in-use', 'scrapped'],
    'in-use': ['under-repair', 'in-stock', 'scrapped'],
    'under-repair': ['in-use', 'in-stock', 'scrapped'],
    scrapped: [],
  },
  required: { scrapped: ['lifecycleReason'] },
});

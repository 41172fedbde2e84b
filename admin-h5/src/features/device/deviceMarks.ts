import type { DeviceLifecycle } from 'shared-types/device';
import type { StatusName } from '../../ui/Chip';

export const lifecycleMarks: Record<DeviceLifecycle, StatusName> = {
  'in-stock': 'waiting',
  'in-use': 'done',
  'under-repair': 'working',
  scrapped: 'void',
};

import { t } from '../locales/zh-CN/device';
import { SubNav } from './SubNav';

/** 设备: the registry and what belongs to it. */
export const DeviceRooms = () => (
  <SubNav
    label={t.title}
    rooms={[
      { to: '/devices', label: t.rooms.registry, may: 'device.read' },
      { to: '/devices/imports', label: t.rooms.imports, may: 'device.manage' },
    ]}
  />
);

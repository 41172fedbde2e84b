import { DevicePage } from '../features/device/DevicePage';
import { liveSlots, relatedSlots } from './deviceSlots';

/** A device's page, with what other features show of it. */
export const DeviceRoute = () => <DevicePage live={liveSlots} related={relatedSlots} />;

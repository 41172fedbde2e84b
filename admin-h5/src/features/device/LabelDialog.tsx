import { useState } from 'react';
import type { DeviceView } from 'shared-types/staffDevice';
import { t } from '../../locales/zh-CN/device';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';
import { DeviceCodes, picturesOfALabel } from './DeviceCodes';

/** Both codes of a device, with the letters below for a hand to type. */
export const LabelDialog = ({ device, onClose }: { device: DeviceView; onClose: () => void }) => {
  const [settled, setSettled] = useState<(string | null)[]>([]);
  const ready = settled.length >= picturesOfALabel && settled.some((url) => url !== null);
  return (
    <Dialog
      title={t.labelTitle(device.name)}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri grow no-print" disabled={!ready} onClick={() => print()}>
          <Icon name="print" />
          {t.printLabel}
        </button>
      }
    >
      <div className="col g3" style={{ alignItems: 'center', textAlign: 'center' }}>
        <b className="fs-l">{device.name}</b>
        <span className="t2 num">
          {device.code} · {device.placeLabel}
        </span>
        <DeviceCodes id={device.id} name={device.name} onSettled={(url) => setSettled((all) => [...all, url])} />
        <p className="t2">{t.labelHand}</p>
        <b className="fs-l num" style={{ letterSpacing: '.06em', overflowWrap: 'anywhere' }} data-code>
          {device.qrCode}
        </b>
      </div>
    </Dialog>
  );
};

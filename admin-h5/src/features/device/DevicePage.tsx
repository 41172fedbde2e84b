import { type ComponentType, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type DeviceView, readDevice } from 'shared-types/staffDevice';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { Chip } from '../../ui/Chip';
import { DeviceRooms } from '../../ui/DeviceRooms';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Loaded, Skeleton, SkeletonCards } from '../../ui/States';
import { Credential } from './Credential';
import { Documents } from './Documents';
import { lifecycleMarks } from './deviceMarks';
import { Facts } from './Facts';
import { History, Repairs } from './History';
import { LabelDialog } from './LabelDialog';
import { Moves } from './Moves';
import { Online } from './Online';

/** What another feature shows of a device: a card, or nothing. */
export type DeviceSlot = ComponentType<{ device: DeviceView }>;

const Slots = ({ slots, device }: { slots: readonly DeviceSlot[]; device: DeviceView }) => (
  <>
    {slots.map((Slot, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the slots of a page never move
      <Suspense key={index} fallback={<Skeleton rows={3} height={24} />}>
        <Slot device={device} />
      </Suspense>
    ))}
  </>
);

/** A report begins where the device stands. */
const reportTo = ({ houseId, placeCode }: DeviceView['place'], name: string): string =>
  `/requests/new?${new URLSearchParams({ ...(houseId ? { houseId } : { place: placeCode ?? '' }), spot: name })}`;

const Head = ({ device }: { device: DeviceView }) => {
  const { may } = useMe();
  const [label, setLabel] = useState(false);
  const { placeCode } = device.place;
  return (
    <section className="card pad col g3">
      <div className="row between g3 wrap top-a">
        <div className="col">
          <b className="fs-l w6">{device.name}</b>
          <span className="t2">{device.placeLabel}</span>
        </div>
        <div className="row g3 wrap">
          <Chip name={lifecycleMarks[device.lifecycle]} pill>
            {device.lifecycleWords}
          </Chip>
          <Online device={device} />
        </div>
      </div>
      {device.lifecycleReason && device.lifecycle !== 'in-use' && <p className="t2">{device.lifecycleReason}</p>}
      <div className="row g2 wrap">
        {may('request.create') && placeCode && device.lifecycle !== 'scrapped' && (
          <Link className="btn pri sm" to={reportTo(device.place, device.name)}>
            <Icon name="wrench" size={18} />
            {t.report}
          </Link>
        )}
        <button type="button" className="btn ghost sm" onClick={() => setLabel(true)}>
          <Icon name="scan" size={18} />
          {t.label}
        </button>
        {device.actions.includes('change') && (
          <Link className="btn ghost sm" to={`/devices/${device.id}/edit`}>
            {t.edit}
          </Link>
        )}
        <Moves device={device} />
      </div>
      {label && <LabelDialog device={device} onClose={() => setLabel(false)} />}
    </section>
  );
};

/** One device: how it is, what it is, what it signs in with, its papers, and what happened to it. */
export const DevicePage = ({ live, related }: { live: readonly DeviceSlot[]; related: readonly DeviceSlot[] }) => {
  const { id = '' } = useParams();
  const query = useRead(readDevice, { params: { id } }, { staleTime: 0 });
  return (
    <Page title={query.data?.name ?? t.one} tools={<DeviceRooms />} back="/devices">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={140} />}>
        {(device) => (
          <div className="settled">
            <div className="col g3">
              <Head device={device} />
              <Slots slots={live} device={device} />
              <Repairs device={device} />
              <Documents device={device} />
            </div>
            <div className="col g3">
              <Facts device={device} />
              <Slots slots={related} device={device} />
              {(device.actions.includes('secret') || device.actions.includes('login')) && (
                <Credential device={device} />
              )}
              <History device={device} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};

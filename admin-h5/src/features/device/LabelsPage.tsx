import { useState } from 'react';
import type { QueryInputOf } from 'shared-types/contract';
import { type DeviceRow, listDevices } from 'shared-types/staffDevice';
import { filled, useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { DeviceCodes, picturesOfALabel } from './DeviceCodes';

const names = ['q', 'kind', 'lifecycle', 'online', 'buildingId', 'areaId', 'houseId'] as const;

const Sheet = ({ devices }: { devices: readonly DeviceRow[] }) => {
  const [settled, setSettled] = useState(0);
  const [missing, setMissing] = useState(0);
  const all = devices.length * picturesOfALabel;
  const onSettled = (url: string | null) => {
    setSettled((n) => n + 1);
    if (url === null) setMissing((n) => n + 1);
  };
  return (
    <>
      <div className="row g3 wrap no-print">
        <button type="button" className="btn pri sm" disabled={settled < all} onClick={() => print()}>
          <Icon name="print" size={18} />
          {t.labelsPrint(devices.length)}
        </button>
        <span className="t2" role="status">
          {settled < all ? t.labelsDrawing(settled, all) : missing > 0 ? t.labelsMissing(missing) : t.labelsHint}
        </span>
      </div>
      <section className="sheet" aria-label={t.labelsTitle}>
        {devices.map(({ id, name, code, placeLabel }) => (
          <article key={id}>
            <b>{name}</b>
            <DeviceCodes id={id} name={name} onSettled={onSettled} />
            <small className="num">
              {code} · {placeLabel}
            </small>
          </article>
        ))}
      </section>
    </>
  );
};

/** Labels to print and stick on, of the devices that the list was narrowed to. */
export const LabelsPage = () => {
  const [filters] = useFilters(names);
  const query = usePages(listDevices, { query: filled(filters) as QueryInputOf<typeof listDevices> });
  return (
    <Page title={t.labelsTitle} back="/devices">
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.labelsNone}</Empty>
          ) : (
            <>
              <Sheet devices={query.items} />
              <div className="no-print">
                <More query={query} />
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  );
};

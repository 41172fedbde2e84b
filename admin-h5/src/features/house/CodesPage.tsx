import { useState } from 'react';
import { listPublicAreas, readBuildingGrid } from 'shared-types/community';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/house';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { PlaceCodes } from './PlaceCodes';

interface Place {
  id: string;
  label: string;
  code: string;
}

const picturesOfAPlace = 2;

const Sheet = ({ title, places }: { title: string; places: readonly Place[] }) => {
  const [settled, setSettled] = useState(0);
  const [missing, setMissing] = useState(0);
  const all = places.length * picturesOfAPlace;
  const onSettled = (url: string | null) => {
    setSettled((n) => n + 1);
    if (url === null) setMissing((n) => n + 1);
  };
  if (places.length === 0) return <Empty>{t.noCodes}</Empty>;
  return (
    <>
      <div className="row g3 wrap no-print">
        <button type="button" className="btn pri sm" disabled={settled < all} onClick={() => print()}>
          <Icon name="print" size={18} />
          {t.printCodes(places.length)}
        </button>
        <span className="t2" role="status">
          {settled < all ? t.drawing(settled, all) : missing > 0 ? t.someMissing(missing) : t.codesHint}
        </span>
      </div>
      <section className="sheet" aria-label={title}>
        {places.map(({ id, label, code }) => (
          <article key={id}>
            <b>{label}</b>
            <PlaceCodes code={code} label={label} onSettled={onSettled} />
            <small className="num">{code}</small>
          </article>
        ))}
      </section>
    </>
  );
};

const BuildingSheet = ({ id }: { id: string }) => {
  const query = useRead(readBuildingGrid, { params: { id } });
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
      {({ building, cells }) => (
        <Sheet
          title={building.name}
          places={cells.map((cell) => ({
            id: cell.id,
            label: `${building.name}${building.units.find((unit) => unit.id === cell.unitId)?.name ?? ''}${cell.number}`,
            code: cell.placeCode,
          }))}
        />
      )}
    </Loaded>
  );
};

const AreasSheet = () => {
  const query = useRead(listPublicAreas);
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={4} height={180} />}>
      {({ items }) => (
        <Sheet
          title={t.tabs.areas}
          places={items.map((area) => ({ id: area.id, label: area.name, code: area.placeCode }))}
        />
      )}
    </Loaded>
  );
};

/** Codes to print and stick on: a building's doors, or the public areas. */
export const CodesPage = () => {
  const [{ building }] = useFilters(['building'] as const);
  const { may } = useMe();
  const back = building ? `/houses?building=${building}` : '/houses/areas';
  return (
    <Page title={t.codesTitle} back={back}>
      {building ? <BuildingSheet key={building} id={building} /> : may('request.read') && <AreasSheet />}
    </Page>
  );
};

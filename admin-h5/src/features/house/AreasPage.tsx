import { useState } from 'react';
import { Link } from 'react-router';
import { createPublicArea, listBuildings, listPublicAreas, type PublicAreaView } from 'shared-types/community';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/house';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { PlaceCodeButton } from './PlaceCode';
import { Tabs } from './Tabs';

const columnsFor = (canPrint: boolean): Column<PublicAreaView>[] => [
  { id: 'name', head: t.areaColumns.name, sort: (a) => a.name, cell: (a) => <b className="w5">{a.name}</b> },
  {
    id: 'code',
    head: t.areaColumns.code,
    nowrap: true,
    cell: (a) => (canPrint ? <PlaceCodeButton code={a.placeCode} label={a.name} /> : a.placeCode),
  },
];

const NewArea = ({ onClose }: { onClose: () => void }) => {
  const [name, setName] = useState('');
  const [buildingId, setBuildingId] = useState('');
  const buildings = useRead(listBuildings);
  const create = useCommand(createPublicArea, { refreshes: [listPublicAreas], done: t.areaAdded, onDone: onClose });
  return (
    <Confirm
      title={t.addArea}
      action={common.save}
      busy={create.isPending}
      disabled={!name.trim()}
      onClose={onClose}
      onConfirm={() => create.mutate({ body: { name, ...(buildingId ? { buildingId } : {}) } })}
    >
      <TextField label={t.areaName} hint={t.areaNameHint} value={name} onValue={setName} maxLength={40} />
      <SelectField
        label={t.areaBuilding}
        value={buildingId}
        onValue={setBuildingId}
        choices={[
          { value: '', label: t.noBuilding },
          ...(buildings.data?.items ?? []).map((b) => ({ value: b.id, label: b.name })),
        ]}
      />
    </Confirm>
  );
};

export const AreasPage = () => {
  const { may } = useMe();
  const [adding, setAdding] = useState(false);
  const query = useRead(listPublicAreas);
  const canPrint = may('house.read');
  const tools = (may('place.manage') || canPrint) && (
    <div className="row g2 wrap">
      {may('place.manage') && (
        <button type="button" className="btn pri sm" onClick={() => setAdding(true)}>
          <Icon name="plus" size={18} />
          {t.addArea}
        </button>
      )}
      {canPrint && (query.data?.items.length ?? 0) > 0 && (
        <Link className="btn ghost sm" to="/houses/codes">
          <Icon name="print" size={18} />
          {t.areaCodes}
        </Link>
      )}
    </div>
  );
  return (
    <Page title={t.tabs.areas} tools={<Tabs />}>
      {tools}
      <section className="card pad">
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t.areasEmpty}</Empty>
            ) : (
              <Table label={t.tabs.areas} rows={items} columns={columnsFor(canPrint)} rowKey={(a) => a.id} />
            )
          }
        </Loaded>
      </section>
      {adding && <NewArea onClose={() => setAdding(false)} />}
    </Page>
  );
};

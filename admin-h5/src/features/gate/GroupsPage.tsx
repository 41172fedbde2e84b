import { useState } from 'react';
import { listBuildings } from 'shared-types/community';
import {
  changeGateGroup,
  createGateGroup,
  type GateGroupView,
  listDoors,
  listGateGroups,
  removeGateGroup,
} from 'shared-types/staffAccess';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/gate';
import { Confirm } from '../../ui/Dialog';
import { Picks, SelectField, TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { GateRooms } from './rooms';
import './gate.css';

type Door = GateGroupView['doors'][number];

/** `building`, or `building/unit`: whose guests a group is for. */
const placeOf = (group: Pick<GateGroupView, 'buildingId' | 'unitId'> | null): string =>
  [group?.buildingId, group?.unitId].filter(Boolean).join('/');

const usePlaces = () => {
  const buildings = useRead(listBuildings);
  return [
    { value: '', label: t.wholeCommunity },
    ...(buildings.data?.items ?? []).flatMap(({ id, name, units }) => [
      { value: id, label: name },
      ...units.map((unit) => ({ value: `${id}/${unit.id}`, label: `${name}${unit.name}` })),
    ]),
  ];
};

const GroupDialog = ({
  group,
  doors,
  onClose,
}: {
  group: GateGroupView | null;
  doors: readonly Door[];
  onClose: () => void;
}) => {
  const places = usePlaces();
  const [name, setName] = useState(group?.name ?? '');
  const [place, setPlace] = useState(placeOf(group));
  const [doorIds, setDoorIds] = useState<string[]>(group?.doors.map(({ id }) => id) ?? []);
  const options = { done: t.saved, refreshes: [listGateGroups, listDoors], onDone: onClose };
  const create = useCommand(createGateGroup, options);
  const change = useCommand(changeGateGroup, options);
  const save = () => {
    const [buildingId = null, unitId = null] = place ? place.split('/') : [];
    const body = { name: name.trim(), buildingId, unitId, doorIds };
    if (group) change.mutate({ params: { id: group.id }, body });
    else create.mutate({ body });
  };
  return (
    <Confirm
      title={t.groupTitle}
      action={t.save}
      busy={create.isPending || change.isPending}
      disabled={!name.trim() || doorIds.length === 0}
      onConfirm={save}
      onClose={onClose}
    >
      <p className="t2">{t.groupWhat}</p>
      <TextField label={t.groupName} placeholder={t.groupNameHint} value={name} onValue={setName} maxLength={20} />
      <SelectField label={t.groupFor} value={place} onValue={setPlace} choices={places} />
      <Picks
        label={t.groupDoors}
        choices={doors.map((door) => ({ value: door.id, label: door.name }))}
        picked={doorIds}
        onPicked={setDoorIds}
      />
    </Confirm>
  );
};

const RemoveDialog = ({ group, onClose }: { group: GateGroupView; onClose: () => void }) => {
  const remove = useCommand(removeGateGroup, {
    done: t.removed,
    refreshes: [listGateGroups, listDoors],
    onDone: onClose,
  });
  return (
    <Confirm
      title={t.removeTitle}
      action={t.removeGroup}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: group.id } })}
      onClose={onClose}
    >
      <p>{t.removeWhat(group.name)}</p>
    </Confirm>
  );
};

/** Which doors open together for a guest. */
export const GroupsPage = () => {
  const query = useRead(listGateGroups);
  const [editing, setEditing] = useState<{ group: GateGroupView | null } | null>(null);
  const [removing, setRemoving] = useState<GateGroupView | null>(null);
  return (
    <Page title={t.groupsTitle} tools={<GateRooms />}>
      <div className="row g2 wrap">
        <p className="t2 grow">{t.groupWhat}</p>
        <button type="button" className="btn pri" onClick={() => setEditing({ group: null })}>
          {t.addGroup}
        </button>
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={2} />}>
        {({ items, doors }) => (
          <>
            {items.length === 0 ? (
              <Empty>{t.noGroups}</Empty>
            ) : (
              <section className="card pad">
                <ul className="guests" aria-label={t.groupsTitle}>
                  {items.map((group) => (
                    <li key={group.id} className="row g3 wrap guest">
                      <div className="grow">
                        <b className="fs-m">{group.name}</b>
                        <div className="t2">
                          {group.forWords} · {group.doors.map((door) => door.name).join('、') || t.noDoors}
                        </div>
                      </div>
                      <button
                        type="button"
                        className="btn sec sm"
                        aria-label={`${t.editGroup} ${group.name}`}
                        onClick={() => setEditing({ group })}
                      >
                        {t.editGroup}
                      </button>
                      <button
                        type="button"
                        className="btn ghost sm"
                        aria-label={`${t.removeGroup} ${group.name}`}
                        onClick={() => setRemoving(group)}
                      >
                        {t.removeGroup}
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {editing && <GroupDialog group={editing.group} doors={doors} onClose={() => setEditing(null)} />}
          </>
        )}
      </Loaded>
      {removing && <RemoveDialog group={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
};

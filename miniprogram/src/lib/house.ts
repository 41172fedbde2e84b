import { useState } from 'react';
import type { BoundHouse } from 'shared-types/auth';
import { whoAmI } from './api';
import { useRemote } from './hooks';
import { keys, read, write } from './storage';

/** Whose money is looked at: the house that was asked for, the one looked at last, or the first. */
export const useHouse = (asked: string | null) => {
  const { data, error, reload } = useRemote(whoAmI, { kinds: ['binding.changed'] });
  const [chosen, setChosen] = useState<string | null>(asked ?? read<string>(keys.house));
  const houses: BoundHouse[] | null = data?.houses ?? null;
  const known = houses?.some(({ houseId }) => houseId === chosen) ?? true;
  const houseId = known ? chosen : null;
  return {
    houses,
    /** Null: not known yet, or there is none. */
    houseId: houseId ?? houses?.[0]?.houseId ?? null,
    choose: (id: string): void => {
      write(keys.house, id);
      setChosen(id);
    },
    error,
    reload,
  };
};

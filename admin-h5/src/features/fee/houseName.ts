import { readHouse } from 'shared-types/community';
import { useRead } from '../../lib/query';

/** How a house that a fee names is called; an ellipsis until it is known. */
export const useHouseName = (id: string | null): string => {
  const house = useRead(readHouse, { params: { id: id ?? '' } }, { enabled: id !== null, staleTime: 600_000 });
  return house.data?.label ?? '…';
};

import type { HouseView } from 'shared-types/community';
import type { StaffActor } from '../../platform/call.js';

/** What a member of staff may do with a house; the page draws its buttons from it. */
export const houseActions = ({ permissions }: StaffActor): HouseView['actions'] => [
  ...(permissions.has('house.write') ? (['transfer'] as const) : []),
  ...(permissions.has('person.unmask') ? (['unmask'] as const) : []),
  ...(permissions.has('request.create') ? (['report'] as const) : []),
];

/** What houses owe is shown to those who may read arrears. */
export const seesArrears = ({ permissions }: StaffActor): boolean => permissions.has('arrears.read');

/** Requests are shown to those who may read them; finance reads houses without. */
export const seesRequests = ({ permissions }: StaffActor): boolean => permissions.has('request.read');

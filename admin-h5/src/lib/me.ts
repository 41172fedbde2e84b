import type { Permission } from 'shared-types/permissions';
import { session } from './session';
import { useStore } from './store';

/** Who is signed in. Only pages behind the sign-in use it. */
export const useMe = () => {
  const { self } = useStore(session);
  return {
    self,
    may: (...wanted: Permission[]): boolean => wanted.some((permission) => self?.permissions.includes(permission)),
  };
};

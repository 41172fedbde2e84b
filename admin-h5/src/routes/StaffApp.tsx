import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, type ReactNode, useEffect } from 'react';
import { HashRouter, Link, Navigate, Route, Routes } from 'react-router';
import { readStaffSelf, type StaffSelf } from 'shared-types/auth';
import type { Permission } from 'shared-types/permissions';
import { FirstPassword } from '../features/auth/ChangePassword';
import { SignIn } from '../features/auth/SignIn';
import { queryClient } from '../lib/api';
import { useRead } from '../lib/query';
import { session, setSession } from '../lib/session';
import { useStore } from '../lib/store';
import { t } from '../locales/zh-CN/common';
import { Page } from '../ui/Page';
import { Empty, Failed, SkeletonCards } from '../ui/States';
import { Toasts } from '../ui/Toasts';
import { landing } from './nav';
import { Shell } from './Shell';

/** A page in a chunk of its own, loaded when it is first opened. */
const page = <M extends Record<N, ComponentType>, N extends string>(load: () => Promise<M>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }));

interface PageRoute {
  path: string;
  may?: Permission;
  Component: ComponentType;
}

const pages: readonly PageRoute[] = [
  { path: '/board', may: 'request.read', Component: page(() => import('../features/repair/BoardPage'), 'BoardPage') },
  {
    path: '/requests',
    may: 'request.read',
    Component: page(() => import('../features/repair/RequestsPage'), 'RequestsPage'),
  },
  {
    path: '/requests/new',
    may: 'request.create',
    Component: page(() => import('../features/repair/ReportPage'), 'ReportPage'),
  },
  {
    path: '/requests/:id',
    may: 'request.read',
    Component: page(() => import('../features/repair/RequestPage'), 'RequestPage'),
  },
  { path: '/orders', may: 'order.work', Component: page(() => import('../features/order/OrdersPage'), 'OrdersPage') },
  { path: '/orders/:id', may: 'order.work', Component: page(() => import('../features/order/OrderPage'), 'OrderPage') },
  { path: '/houses', may: 'house.read', Component: page(() => import('../features/house/GridPage'), 'GridPage') },
  {
    path: '/houses/list',
    may: 'house.read',
    Component: page(() => import('../features/house/HousesPage'), 'HousesPage'),
  },
  {
    path: '/houses/parking',
    may: 'house.read',
    Component: page(() => import('../features/house/ParkingPage'), 'ParkingPage'),
  },
  {
    path: '/houses/codes',
    may: 'house.read',
    Component: page(() => import('../features/house/CodesPage'), 'CodesPage'),
  },
  {
    path: '/houses/areas',
    may: 'request.read',
    Component: page(() => import('../features/house/AreasPage'), 'AreasPage'),
  },
  {
    path: '/bindings',
    may: 'binding.review',
    Component: page(() => import('../features/binding/BindingsPage'), 'BindingsPage'),
  },
  {
    path: '/imports',
    may: 'import.run',
    Component: page(() => import('../features/ledgerImport/ImportsPage'), 'ImportsPage'),
  },
  {
    path: '/imports/:id',
    may: 'import.run',
    Component: page(() => import('../features/ledgerImport/ImportPage'), 'ImportPage'),
  },
  {
    path: '/escalations',
    may: 'request.read',
    Component: page(() => import('../features/supervision/EscalationsPage'), 'EscalationsPage'),
  },
  {
    path: '/callbacks',
    may: 'request.callback',
    Component: page(() => import('../features/supervision/CallbacksPage'), 'CallbacksPage'),
  },
  {
    path: '/spot-checks',
    may: 'spotcheck.judge',
    Component: page(() => import('../features/supervision/SpotChecksPage'), 'SpotChecksPage'),
  },
  { path: '/messages', Component: page(() => import('../features/inbox/MessagesPage'), 'MessagesPage') },
  { path: '/policy', may: 'policy.read', Component: page(() => import('../features/policy/PolicyPage'), 'PolicyPage') },
  { path: '/team', may: 'staff.read', Component: page(() => import('../features/team/TeamPage'), 'TeamPage') },
  {
    path: '/team/shifts',
    may: 'staff.read',
    Component: page(() => import('../features/team/ShiftsPage'), 'ShiftsPage'),
  },
  { path: '/audit', may: 'audit.read', Component: page(() => import('../features/operations/AuditPage'), 'AuditPage') },
  {
    path: '/operations',
    may: 'operations.read',
    Component: page(() => import('../features/operations/OperationsPage'), 'OperationsPage'),
  },
  { path: '/me', Component: page(() => import('./MePage'), 'MePage') },
];

const Notice = ({ children, home }: { children: ReactNode; home: string }) => (
  <Page title={t.brand}>
    <Empty
      action={
        <Link className="btn sec" to={home}>
          {t.toHome}
        </Link>
      }
    >
      {children}
    </Empty>
  </Page>
);

const Pages = ({ self }: { self: StaffSelf }) => (
  <HashRouter>
    <Routes>
      <Route element={<Shell self={self} />}>
        <Route index element={<Navigate to={landing(self)} replace />} />
        {pages.map(({ path, may, Component }) => (
          <Route
            key={path}
            path={path}
            element={
              !may || self.permissions.includes(may) ? (
                <Component />
              ) : (
                <Notice home={landing(self)}>{t.noAccess}</Notice>
              )
            }
          />
        ))}
        <Route path="*" element={<Notice home={landing(self)}>{t.noSuchPage}</Notice>} />
      </Route>
    </Routes>
  </HashRouter>
);

/** Asks who I am; without network the last answer lets a worker go on. */
const Signed = () => {
  const { self: kept, communityId } = useStore(session);
  const answer = useRead(readStaffSelf, {}, { staleTime: 60_000 });
  useEffect(() => {
    if (answer.data) setSession({ self: answer.data, communityId: communityId ?? answer.data.community.id });
  }, [answer.data, communityId]);
  const self = answer.data ?? kept;
  if (!self) {
    return (
      <main className="body">
        {answer.error ? <Failed error={answer.error} onRetry={() => void answer.refetch()} /> : <SkeletonCards />}
      </main>
    );
  }
  if (kept?.mustChangePassword ?? self.mustChangePassword) return <FirstPassword />;
  return <Pages self={self} />;
};

const Gate = () => (useStore(session).token ? <Signed /> : <SignIn />);

export const StaffApp = () => (
  <QueryClientProvider client={queryClient}>
    <Gate />
    <Toasts />
  </QueryClientProvider>
);

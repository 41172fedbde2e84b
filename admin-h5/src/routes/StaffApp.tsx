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
import { StepUp } from '../ui/StepUp';
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
    path: '/imports/opening',
    may: 'import.run',
    Component: page(() => import('../features/openingImport/OpeningsPage'), 'OpeningsPage'),
  },
  {
    path: '/imports/opening/:id',
    may: 'import.run',
    Component: page(() => import('../features/openingImport/OpeningPage'), 'OpeningPage'),
  },
  {
    path: '/imports/:id',
    may: 'import.run',
    Component: page(() => import('../features/ledgerImport/ImportPage'), 'ImportPage'),
  },
  { path: '/alarms', may: 'alarm.read', Component: page(() => import('../features/alarm/AlarmsPage'), 'AlarmsPage') },
  { path: '/alarms/:id', may: 'alarm.read', Component: page(() => import('../features/alarm/AlarmPage'), 'AlarmPage') },
  {
    path: '/complaints',
    may: 'complaint.read',
    Component: page(() => import('../features/complaint/ComplaintsPage'), 'ComplaintsPage'),
  },
  {
    path: '/complaints/new',
    may: 'complaint.handle',
    Component: page(() => import('../features/complaint/TakeInPage'), 'TakeInPage'),
  },
  {
    path: '/complaints/:id',
    may: 'complaint.read',
    Component: page(() => import('./ComplaintRoute'), 'ComplaintRoute'),
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
  {
    path: '/follow-ups',
    may: 'followup.read',
    Component: page(() => import('../features/followUp/FollowUpsPage'), 'FollowUpsPage'),
  },
  {
    path: '/follow-ups/:id',
    may: 'followup.read',
    Component: page(() => import('../features/followUp/FollowUpPage'), 'FollowUpPage'),
  },
  {
    path: '/white-papers',
    may: 'whitepaper.read',
    Component: page(() => import('../features/whitePaper/WhitePapersPage'), 'WhitePapersPage'),
  },
  {
    path: '/white-papers/:id',
    may: 'whitepaper.read',
    Component: page(() => import('../features/whitePaper/WhitePaperPage'), 'WhitePaperPage'),
  },
  { path: '/bills', may: 'bill.read', Component: page(() => import('../features/billing/BillsPage'), 'BillsPage') },
  { path: '/bills/:id', may: 'bill.read', Component: page(() => import('../features/billing/BillPage'), 'BillPage') },
  {
    path: '/bills/disputes',
    may: 'bill.read',
    Component: page(() => import('../features/billing/DisputesPage'), 'DisputesPage'),
  },
  { path: '/bills/runs', may: 'bill.read', Component: page(() => import('../features/billing/RunsPage'), 'RunsPage') },
  {
    path: '/bills/runs/:id',
    may: 'bill.read',
    Component: page(() => import('../features/billing/RunPage'), 'RunPage'),
  },
  {
    path: '/counter',
    may: 'payment.collect',
    Component: page(() => import('../features/payment/CounterPage'), 'CounterPage'),
  },
  {
    path: '/payments/:id/receipt',
    may: 'payment.read',
    Component: page(() => import('../features/payment/ReceiptPage'), 'ReceiptPage'),
  },
  {
    path: '/payments',
    may: 'payment.read',
    Component: page(() => import('../features/payment/PaymentsPage'), 'PaymentsPage'),
  },
  {
    path: '/payments/:id',
    may: 'payment.read',
    Component: page(() => import('../features/payment/PaymentPage'), 'PaymentPage'),
  },
  {
    path: '/refunds',
    may: 'payment.read',
    Component: page(() => import('../features/refund/RefundsPage'), 'RefundsPage'),
  },
  {
    path: '/refunds/:id',
    may: 'payment.read',
    Component: page(() => import('../features/refund/RefundPage'), 'RefundPage'),
  },
  {
    path: '/invoices',
    may: 'invoice.manage',
    Component: page(() => import('../features/invoice/InvoicesPage'), 'InvoicesPage'),
  },
  {
    path: '/invoices/:id',
    may: 'invoice.manage',
    Component: page(() => import('../features/invoice/InvoicePage'), 'InvoicePage'),
  },
  {
    path: '/reconciliation',
    may: 'reconcile.read',
    Component: page(() => import('../features/reconciliation/ReconciliationPage'), 'ReconciliationPage'),
  },
  {
    path: '/reconciliation/:id',
    may: 'reconcile.read',
    Component: page(() => import('../features/reconciliation/ReconciliationPage'), 'ReconciliationOf'),
  },
  { path: '/books', may: 'ledger.read', Component: page(() => import('../features/books/BooksPage'), 'BooksPage') },
  {
    path: '/books/entries',
    may: 'ledger.read',
    Component: page(() => import('../features/books/EntriesPage'), 'EntriesPage'),
  },
  {
    path: '/books/entries/:id',
    may: 'ledger.read',
    Component: page(() => import('../features/books/EntryPage'), 'EntryPage'),
  },
  {
    path: '/spendings',
    may: 'ledger.read',
    Component: page(() => import('../features/spending/SpendingsPage'), 'SpendingsPage'),
  },
  {
    path: '/spendings/new',
    may: 'spending.enter',
    Component: page(() => import('../features/spending/EnterPage'), 'EnterPage'),
  },
  {
    path: '/spendings/:id',
    may: 'ledger.read',
    Component: page(() => import('../features/spending/SpendingPage'), 'SpendingPage'),
  },
  {
    path: '/reports',
    may: 'disclosure.read',
    Component: page(() => import('../features/disclosure/ReportsPage'), 'ReportsPage'),
  },
  {
    path: '/reports/preview/:period',
    may: 'disclosure.read',
    Component: page(() => import('../features/disclosure/PreviewPage'), 'PreviewPage'),
  },
  {
    path: '/reports/:id',
    may: 'disclosure.read',
    Component: page(() => import('../features/disclosure/ReportPage'), 'ReportPage'),
  },
  { path: '/bills/fees', may: 'fee.read', Component: page(() => import('../features/fee/FeesPage'), 'FeesPage') },
  { path: '/bills/fees/new', may: 'fee.manage', Component: page(() => import('../features/fee/FeePage'), 'FeePage') },
  { path: '/bills/fees/:id', may: 'fee.manage', Component: page(() => import('../features/fee/FeePage'), 'FeePage') },
  {
    path: '/bills/readings',
    may: 'bill.read',
    Component: page(() => import('../features/reading/ReadingsPage'), 'ReadingsPage'),
  },
  {
    path: '/arrears',
    may: 'arrears.read',
    Component: page(() => import('../features/account/ArrearsPage'), 'ArrearsPage'),
  },
  {
    path: '/bills/houses/:id',
    may: 'bill.read',
    Component: page(() => import('../features/account/AccountPage'), 'AccountPage'),
  },
  {
    path: '/deposits',
    may: 'payment.read',
    Component: page(() => import('../features/account/DepositsPage'), 'DepositsPage'),
  },
  {
    path: '/auto-debit',
    may: 'autodebit.manage',
    Component: page(() => import('../features/autodebit/AutoDebitPage'), 'AutoDebitPage'),
  },
  {
    path: '/auto-debit/batches/:id',
    may: 'autodebit.manage',
    Component: page(() => import('../features/autodebit/BatchPage'), 'BatchPage'),
  },
  {
    path: '/auto-debit/mandates/:id',
    may: 'autodebit.manage',
    Component: page(() => import('../features/autodebit/MandatePage'), 'MandatePage'),
  },
  {
    path: '/deposits/:id',
    may: 'payment.read',
    Component: page(() => import('../features/account/DepositPage'), 'DepositPage'),
  },
  {
    path: '/inquiries',
    may: 'inquiry.answer',
    Component: page(() => import('../features/inquiry/InquiriesPage'), 'InquiriesPage'),
  },
  {
    path: '/inquiries/:id',
    may: 'inquiry.answer',
    Component: page(() => import('../features/inquiry/InquiriesPage'), 'InquiriesPage'),
  },
  {
    path: '/articles',
    may: 'inquiry.answer',
    Component: page(() => import('../features/inquiry/ArticlesPage'), 'ArticlesPage'),
  },
  {
    path: '/canned-answers',
    may: 'inquiry.answer',
    Component: page(() => import('../features/inquiry/CannedPage'), 'CannedPage'),
  },
  {
    path: '/home-visits',
    may: 'homevisit.manage',
    Component: page(() => import('../features/homeVisit/HomeVisitsPage'), 'HomeVisitsPage'),
  },
  {
    path: '/home-visits/new',
    may: 'homevisit.manage',
    Component: page(() => import('../features/homeVisit/BookVisitPage'), 'BookVisitPage'),
  },
  {
    path: '/home-visits/:id',
    may: 'homevisit.manage',
    Component: page(() => import('../features/homeVisit/HomeVisitPage'), 'HomeVisitPage'),
  },
  {
    path: '/announcements',
    may: 'announcement.read',
    Component: page(() => import('../features/announcement/AnnouncementsPage'), 'AnnouncementsPage'),
  },
  {
    path: '/announcements/new',
    may: 'announcement.manage',
    Component: page(() => import('../features/announcement/EditorPage'), 'EditorPage'),
  },
  {
    path: '/announcements/:id',
    may: 'announcement.read',
    Component: page(() => import('../features/announcement/AnnouncementPage'), 'AnnouncementPage'),
  },
  {
    path: '/announcements/:id/edit',
    may: 'announcement.manage',
    Component: page(() => import('../features/announcement/EditorPage'), 'EditorPage'),
  },
  { path: '/notices', Component: page(() => import('../features/announcement/NoticesPage'), 'NoticesPage') },
  { path: '/notices/:id', Component: page(() => import('../features/announcement/NoticePage'), 'NoticePage') },
  { path: '/gate', may: 'gate.watch', Component: page(() => import('../features/gate/GatePage'), 'GatePage') },
  {
    path: '/gate/groups',
    may: 'gate.manage',
    Component: page(() => import('../features/gate/GroupsPage'), 'GroupsPage'),
  },
  {
    path: '/devices',
    may: 'device.read',
    Component: page(() => import('../features/device/DevicesPage'), 'DevicesPage'),
  },
  {
    path: '/devices/new',
    may: 'device.manage',
    Component: page(() => import('../features/device/DeviceFormPage'), 'DeviceFormPage'),
  },
  {
    path: '/devices/labels',
    may: 'device.read',
    Component: page(() => import('../features/device/LabelsPage'), 'LabelsPage'),
  },
  {
    path: '/devices/imports',
    may: 'device.manage',
    Component: page(() => import('../features/device/DeviceImportsPage'), 'DeviceImportsPage'),
  },
  {
    path: '/devices/imports/:id',
    may: 'device.manage',
    Component: page(() => import('../features/device/DeviceImportPage'), 'DeviceImportPage'),
  },
  { path: '/devices/:id', may: 'device.read', Component: page(() => import('./DeviceRoute'), 'DeviceRoute') },
  {
    path: '/devices/:id/edit',
    may: 'device.manage',
    Component: page(() => import('../features/device/DeviceFormPage'), 'DeviceFormPage'),
  },
  { path: '/messages', Component: page(() => import('../features/inbox/MessagesPage'), 'MessagesPage') },
  { path: '/policy', may: 'policy.read', Component: page(() => import('../features/policy/PolicyPage'), 'PolicyPage') },
  {
    path: '/policy/money',
    may: 'policy.read',
    Component: page(() => import('../features/policy/MoneyPolicyPage'), 'MoneyPolicyPage'),
  },
  {
    path: '/policy/alarms',
    may: 'policy.read',
    Component: page(() => import('../features/policy/AlarmPolicyPage'), 'AlarmPolicyPage'),
  },
  {
    path: '/kiosks',
    may: 'kiosk.manage',
    Component: page(() => import('../features/kiosks/KiosksPage'), 'KiosksPage'),
  },
  {
    path: '/kiosks/voice',
    may: 'kiosk.manage',
    Component: page(() => import('../features/kiosks/KioskVoicePage'), 'KioskVoicePage'),
  },
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
    <StepUp />
    <Toasts />
  </QueryClientProvider>
);

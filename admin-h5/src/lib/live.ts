import { LiveMessage, livePath } from 'shared-types/live';
import { queryClient } from './api';
import { session } from './session';
import { createStore } from './store';

export const liveState = createStore<'live' | 'polling'>('polling');

const pollMs = 20_000;
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/** Operation ids whose answers a message makes old. */
const board = ['listRepairs', 'readRepairBoard', 'readBoardDay'];
const story = ['readRepair', 'listCandidates', 'listDispatches'];
const books = ['listEntries', 'readTrialBalance', 'readChain'];
const announcements = [
  'listStaffAnnouncements',
  'readStaffAnnouncement',
  'readReceipts',
  'listStaffNotices',
  'readNoticeBoard',
];
const touched: Record<LiveMessage['type'], readonly string[]> = {
  ready: [],
  'repair.changed': [
    ...board,
    ...story,
    'listComplaints',
    'readComplaint',
    'readBuildingGrid',
    'readHouse',
    'listEscalations',
    'listCallbacks',
    'listSpotChecks',
  ],
  'follow_up.changed': ['listStaffFollowUps', 'readStaffFollowUp'],
  // For owners alone.
  'complaint.changed': [],
  emergency: [...board, 'readRepair'],
  alarm: [...board, 'readRepair', 'listEscalations', 'listCallbacks'],
  'alarm.changed': ['listAlarms', 'readAlarm'],
  'alarm.raised': ['listAlarms', 'readAlarm'],
  'order.changed': [...board, ...story, 'listOwnOrders', 'readOrder'],
  'binding.changed': [
    'listBindings',
    'readRepairBoard',
    'listBuildings',
    'readBuildingGrid',
    'readHouse',
    'listHouses',
  ],
  'payment.changed': [
    'listPayments',
    'readStaffPayment',
    'listRefunds',
    'readRefund',
    'listStaffInvoices',
    'readStaffInvoice',
    'listBills',
    'readStaffBill',
    'listArrears',
    'readReconciliation',
    'listReconciliations',
    ...books,
  ],
  'bill.changed': [...books, 'listBills', 'readStaffBill', 'listRuns', 'readRun', 'listArrears', 'readBuildingGrid'],
  'passage.changed': ['listPassages', 'listExpected', 'listDoors'],
  // Only the page of a device that is named: others say something every second.
  'telemetry.changed': [],
  'inquiry.changed': ['listInquiries', 'readInquiry'],
  'inquiry.raised': ['listInquiries'],
  'home_visit.changed': ['listVisits', 'readVisit', 'readVisitDaysForOwner'],
  'announcement.changed': announcements,
  'announcement.raised': announcements,
  // What is drawn for a check is told by a message alone.
  'inbox.changed': ['listStaffInbox', 'listSpotChecks', 'readRepairBoard'],
};

/** Asked of one device, which the message names. */
const ofDevice = ['readDevice', 'readDeviceTelemetry', 'readDeviceMeter'];

const polled = new Set([...Object.values(touched).flat(), ...ofDevice]);

const refreshNames = (names: ReadonlySet<string>): void => {
  void queryClient.invalidateQueries({ predicate: (query) => names.has(String(query.queryKey[0])) });
};

const refreshDevices = (ids: readonly string[]): void => {
  const isNamed = (input: unknown): boolean =>
    ids.includes(String((input as { params?: { id?: string } } | undefined)?.params?.id));
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) => ofDevice.includes(String(name)) && isNamed(input),
  });
};

const parse = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
};

/** Keeps one socket open and says what changed; while there is none, asks again by itself. Returns the way to stop. */
export const startLive = (onMessage: (message: LiveMessage) => void): (() => void) => {
  let socket: WebSocket | null = null;
  let stopped = false;
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onAnswer = (data: string) => {
    const parsed = LiveMessage.safeParse(parse(data));
    if (!parsed.success) return;
    if (parsed.data.type === 'ready') {
      delayMs = firstDelayMs;
      liveState.set('live');
      // Nobody knows what changed while there was no socket.
      refreshNames(polled);
      return;
    }
    refreshNames(new Set(touched[parsed.data.type]));
    if (parsed.data.type === 'telemetry.changed') refreshDevices(parsed.data.deviceIds);
    onMessage(parsed.data);
  };

  const connect = () => {
    const { token, communityId } = session.get();
    if (!token || stopped) return;
    const current = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${livePath}`);
    socket = current;
    current.onopen = () =>
      current.send(JSON.stringify({ type: 'auth', token, ...(communityId ? { community: communityId } : {}) }));
    current.onmessage = (event) => onAnswer(String(event.data));
    current.onclose = () => {
      liveState.set('polling');
      if (stopped || socket !== current) return;
      timer = setTimeout(connect, delayMs + Math.random() * 500);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    };
  };

  const poll = setInterval(() => {
    if (liveState.get() === 'polling' && document.visibilityState === 'visible') refreshNames(polled);
  }, pollMs);
  const onOnline = () => {
    if (liveState.get() === 'live' || socket?.readyState === WebSocket.CONNECTING) return;
    clearTimeout(timer);
    delayMs = firstDelayMs;
    connect();
  };
  addEventListener('online', onOnline);
  connect();

  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(poll);
    removeEventListener('online', onOnline);
    socket?.close();
    liveState.set('polling');
  };
};

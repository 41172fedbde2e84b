import { Platform1764000000000 } from './1764000000000-platform.js';
import { Places1764000001000 } from './1764000001000-places.js';
import { Identity1764000002000 } from './1764000002000-identity.js';
import { Repairs1764000003000 } from './1764000003000-repairs.js';
import { ServiceLoop1764000004000 } from './1764000004000-service-loop.js';
import { Ledger1764000005000 } from './1764000005000-ledger.js';
import { Spending1764000005500 } from './1764000005500-spending.js';
import { Billing1764000006000 } from './1764000006000-billing.js';
import { Account1764000007000 } from './1764000007000-account.js';
import { Payment1764000008000 } from './1764000008000-payment.js';
import { Refund1764000009000 } from './1764000009000-refund.js';
import { Reconciliation1764000009500 } from './1764000009500-reconciliation.js';
import { Disclosure1764000010000 } from './1764000010000-disclosure.js';
import { Invoice1764000010200 } from './1764000010200-invoice.js';
import { Autodebit1764000010400 } from './1764000010400-autodebit.js';
import { Device1764000011000 } from './1764000011000-device.js';
import { Telemetry1764000011200 } from './1764000011200-telemetry.js';
import { Access1764000011600 } from './1764000011600-access.js';
import { Alarm1764000011800 } from './1764000011800-alarm.js';
import { Metering1764000013000 } from './1764000013000-metering.js';
import { OwnDoors1764000013200 } from './1764000013200-own-doors.js';
import { Face1764000013400 } from './1764000013400-face.js';
import { Complaint1764000013600 } from './1764000013600-complaint.js';
import { Announcement1764000013800 } from './1764000013800-announcement.js';
import { Inquiry1764000014000 } from './1764000014000-inquiry.js';
import { Perception1764000014200 } from './1764000014200-perception.js';
import { WhitePaper1764000014400 } from './1764000014400-white-paper.js';
import { FollowUp1764000014600 } from './1764000014600-follow-up.js';
import { Kiosk1764000014800 } from './1764000014800-kiosk.js';
import { Phrasing1764000015000 } from './1764000015000-phrasing.js';
import { KioskAsking1764000016000 } from './1764000016000-kiosk-asking.js';
import { KioskGuestsAndFaces1764000017000 } from './1764000017000-kiosk-guests-and-faces.js';
import { HomeVisit1764000018000 } from './1764000018000-home-visit.js';
import { Doors1764000019000 } from './1764000019000-doors.js';

/** Every migration, in order; a landed one is never edited. */
export const migrations = [
  Platform1764000000000,
  Places1764000001000,
  Identity1764000002000,
  Repairs1764000003000,
  ServiceLoop1764000004000,
  Ledger1764000005000,
  Spending1764000005500,
  Billing1764000006000,
  Account1764000007000,
  Payment1764000008000,
  Refund1764000009000,
  Reconciliation1764000009500,
  Disclosure1764000010000,
  Invoice1764000010200,
  Autodebit1764000010400,
  Device1764000011000,
  Telemetry1764000011200,
  Access1764000011600,
  Alarm1764000011800,
  Metering1764000013000,
  WhitePaper1764000014400,
  FollowUp1764000014600,
  Complaint1764000013600,
  Announcement1764000013800,
  Inquiry1764000014000,
  Face1764000013400,
  OwnDoors1764000013200,
  Perception1764000014200,
  Phrasing1764000015000,
  Kiosk1764000014800,
  KioskAsking1764000016000,
  KioskGuestsAndFaces1764000017000,
  HomeVisit1764000018000,
  Doors1764000019000,
];

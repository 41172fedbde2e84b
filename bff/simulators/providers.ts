import type Koa from 'koa';
import { alipayControl } from './alipay/control.js';
import { alipayWire } from './alipay/wire.js';
import { type AlipayWorld, createAlipayWorld } from './alipay/world.js';
import { cameraPages } from './console/cameraPages.js';
import { devicePages } from './console/devicePages.js';
import { doorPages } from './console/doorPages.js';
import { hikvisionPages } from './console/hikvisionPages.js';
import { doorWords } from './console/locales/doors.js';
import { hikvisionWords } from './console/locales/hikvision.js';
import { perceptionPages } from './console/perceptionPages.js';
import { phrasingPages } from './console/phrasingPages.js';
import { providerPages } from './console/providerPages.js';
import { type CameraWorld, createCameraWorld } from './devices/camera.js';
import { cameraControl } from './devices/cameraControl.js';
import { devicesControl } from './devices/control.js';
import { createDoors, doorsControl } from './devices/doors.js';
import { createEstate, type Estate } from './devices/estate.js';
import { hikvisionControl } from './hikvision/control.js';
import { hikvisionWire } from './hikvision/wire.js';
import { createHikvisionWorld, type HikvisionWorld } from './hikvision/world.js';
import { invoiceControl } from './invoice/control.js';
import { invoiceWire } from './invoice/wire.js';
import { createInvoiceWorld, type InvoiceWorld } from './invoice/world.js';
import { outageControl } from './outageControl.js';
import { papayControl } from './papay/control.js';
import { papayWire } from './papay/wire.js';
import { createPapayWorld, type PapayMerchant, type PapayWorld } from './papay/world.js';
import { perceptionControl } from './perception/control.js';
import { perceptionWire } from './perception/wire.js';
import { createPerceptionWorld, type PerceptionWorld } from './perception/world.js';
import { phrasingControl } from './phrasing/control.js';
import { phrasingWire } from './phrasing/wire.js';
import { createPhrasingWorld, type PhrasingWorld } from './phrasing/world.js';

export interface ProviderWorlds {
  alipay: AlipayWorld;
  invoice: InvoiceWorld;
  papay: PapayWorld;
  perception: PerceptionWorld;
  phrasing: PhrasingWorld;
  camera: CameraWorld;
  estate: Estate;
  hikvision: HikvisionWorld;
}

export interface ProviderOptions {
  /** Null: nothing outlives this process. */
  folder: string | null;
  /** The community's clock, by which money moves. */
  now: () => Date;
  /** The wall's, by which signatures are judged. */
  wallNow: () => Date;
  merchant: PapayMerchant;
  notifies: boolean;
  /** Of a resident whom somebody plays in a browser. */
  openidOf: (resident: string) => string | undefined;
}

/** Alipay, an invoice provider, papay, one that hears and sees, and one that phrases: their worlds, what serves them, and how they stop. */
export const createProviders = ({ folder, now, wallNow, merchant, notifies, openidOf }: ProviderOptions) => {
  const doors = createDoors({ now, wallNow });
  const worlds: ProviderWorlds = {
    alipay: createAlipayWorld({ folder, now }),
    invoice: createInvoiceWorld({ folder, now }),
    papay: createPapayWorld({ folder, now, merchant }),
    perception: createPerceptionWorld({ now }),
    phrasing: createPhrasingWorld({ now }),
    camera: createCameraWorld({ folder, now }),
    estate: createEstate({ folder, now, wallNow, onHint: (code) => void doors.find(code)?.controller?.sync() }),
    hikvision: createHikvisionWorld({ folder, now, wallNow }),
  };
  const { alipay, invoice, papay, perception, phrasing, estate, camera, hikvision } = worlds;
  const wires: Koa.Middleware[] = [
    papayWire(papay),
    alipayWire(alipay),
    invoiceWire(invoice, wallNow),
    hikvisionWire(hikvision),
    perceptionWire(perception),
    phrasingWire(phrasing),
  ];
  const routers = [
    alipayControl(alipay),
    invoiceControl(invoice),
    papayControl(papay, openidOf),
    outageControl('alipay', alipay.outages),
    outageControl('invoice', invoice.outages),
    outageControl('papay', papay.outages),
    perceptionControl(perception),
    outageControl('perception', perception.outages),
    perceptionPages(perception),
    phrasingControl(phrasing),
    outageControl('phrasing', phrasing.outages),
    phrasingPages(phrasing),
    providerPages(worlds),
    cameraControl(camera),
    cameraPages(camera),
    devicesControl(estate, now),
    devicePages(estate, now),
    doorsControl(doors, doorWords),
    doorPages(doors),
    hikvisionControl(hikvision, hikvisionWords),
    hikvisionPages(hikvision),
  ];
  const pumps = notifies ? [alipay.notices.pump(), papay.notices.pump(), camera.pushes.pump(), hikvision.pump()] : [];
  return {
    worlds,
    /** Before WeChat Pay's, which takes all of /v3/. */
    wires,
    routers,
    /** No faults and good luck again; what was paid and issued stays, for the community has it in its books. */
    calm: (): void => {
      for (const world of [alipay, invoice, papay, perception, phrasing, estate, camera, hikvision]) world.calm();
    },
    stop: (): void => {
      for (const pump of pumps) pump.stop();
      void estate.stop();
      doors.stop();
    },
  };
};

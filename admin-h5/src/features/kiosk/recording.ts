import type { ResponseOf } from 'shared-types/contract';
import { type KioskVisit, recordAtKiosk } from 'shared-types/kiosk';
import { readMedia } from 'shared-types/recognition';
import { kioskCall, kioskUpload, machineSend } from './session';
import type { SendRecording } from './Voice';

/** With staff beside, it is their upload. */
export const sendByStaff: SendRecording = async ({ blob, durationMs }, name, key) => {
  const { id } = await kioskUpload(blob, name, key, durationMs);
  return { fileId: id, reading: await kioskCall(readMedia, { body: { fileId: id } }) };
};

/** By card alone, it belongs to the card's holder. */
export const sendInVisit =
  ({ id }: KioskVisit): SendRecording =>
  async ({ blob, durationMs }, name, key) => {
    const input = { params: { id }, query: { durationMs } };
    return (await machineSend(recordAtKiosk, blob, name, key, input)) as ResponseOf<typeof recordAtKiosk>;
  };

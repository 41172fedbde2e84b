import type { CameraKind } from 'shared-types/alarmPolicy';

export interface CameraPushed {
  communityId: string;
  id: string;
  secret: string;
}

/** Pushes an event as a camera does, and says how it was answered. */
export const pushCamera = async (
  origin: string,
  { communityId, id, secret }: CameraPushed,
  event: { eventId: string; kind: CameraKind | string; at: string; words?: string },
  picture: Buffer | null = null,
): Promise<number> => {
  const form = new FormData();
  form.set('event', JSON.stringify(event));
  if (picture) form.set('picture', new Blob([new Uint8Array(picture)]), 'event.jpg');
  const answer = await fetch(`${origin}/callbacks/devices/camera`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${communityId}/${id}:${secret}`).toString('base64')}` },
    body: form,
  });
  return answer.status;
};

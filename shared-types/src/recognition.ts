import { contract } from './contract.js';
import { Id, text, z } from './schemas.js';

export const RecognitionView = z.object({
  /** Null below the threshold of the policy: a person decides. */
  problemType: z.nullable(z.object({ id: z.string(), name: z.string() })),
  confidencePercent: z.int(),
  /** The likeliest three, whatever the threshold. */
  top3: z.array(z.object({ id: z.string(), name: z.string(), confidencePercent: z.int() })),
  /** One of the type's emergencies, when the words say so. */
  emergency: z.nullable(z.string()),
  /** It may be an emergency, but the words are not clear enough: ask. */
  emergencyHint: z.nullable(z.string()),
});
export type RecognitionView = z.infer<typeof RecognitionView>;

/** What kind of trouble a text speaks of (C2). Nothing is kept. */
export const recogniseText = contract({
  name: 'recogniseText',
  summary: '从描述认出问题类型',
  method: 'POST',
  path: '/recognitions',
  auth: { as: ['owner', 'staff'] },
  body: z.object({ text: text(1000) }),
  response: RecognitionView,
  errors: ['rate.limited'],
});

/** What a machine made of a recording or a picture: a suggestion, whatever it says. */
export const MediaReading = z.object({
  /** read: see below; nothing: it found nothing; unavailable: nobody is set up to read it, or not now. */
  state: z.enum(['read', 'nothing', 'unavailable']),
  /** The words of a recording. */
  text: z.nullable(z.string()),
  /** What a picture shows, the likeliest first, three at most. */
  seen: z.array(z.object({ id: z.string(), name: z.string(), confidencePercent: z.int() })),
});
export type MediaReading = z.infer<typeof MediaReading>;

/** Has the caller's own upload read by a provider (C2). The answer is kept with the file: asking again costs nothing. */
export const readMedia = contract({
  name: 'readMedia',
  summary: '听录音、看照片',
  method: 'POST',
  path: '/recognitions/media',
  auth: { as: ['owner', 'staff'] },
  body: z.object({ fileId: Id }),
  response: MediaReading,
  errors: ['file.not_yours', 'rate.limited'],
});

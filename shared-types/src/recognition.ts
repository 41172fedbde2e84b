import { contract } from './contract.js';
import { text, z } from './schemas.js';

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

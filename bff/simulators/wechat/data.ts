import { z } from 'zod';
import { simulatorFile } from '../dataFiles.js';

export const ResidentSeed = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'a-z, 0-9 and - only'),
  name: z.string().trim().min(1).max(20),
  phone: z.string().regex(/^1\d{10}$/, 'eleven digits that begin with 1'),
  note: z.string().max(60).default(''),
});
export type ResidentSeed = z.infer<typeof ResidentSeed>;

export const Template = z.object({
  id: z.string().length(43),
  /** The name under which the BFF's `WX_TEMPLATES` lists it. */
  purpose: z.string(),
  title: z.string(),
  fields: z.array(z.object({ key: z.string().regex(/^[a-z_]+\d+$/), name: z.string() })).min(1),
});
export type Template = z.infer<typeof Template>;

const ContentWord = z.object({
  word: z.string().min(1),
  suggest: z.enum(['risky', 'review']),
  label: z.number().int(),
  meaning: z.string(),
});

const read = <S extends z.ZodType>(schema: S, path: string): z.output<S> =>
  schema.parse(JSON.parse(simulatorFile(`wechat/${path}`)));

export const defaultResidents = read(z.array(ResidentSeed), 'residents.json');
export const defaultTemplates = read(z.array(Template), 'templates.json');
export const contentWords = read(z.array(ContentWord), 'contentWords.json');
/** The mini-program that the simulator knows when it is told of no other. */
export const defaultApp = read(z.object({ appId: z.string(), secret: z.string() }), 'app.json');

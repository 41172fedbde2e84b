import { readFileSync } from 'node:fs';
import { z } from 'shared-types/schemas';
import { certificateKinds } from 'shared-types/staff';
import type { CertificateNeeds } from './dispatch.rules.js';

const file = new URL('../../data/certificates.json', import.meta.url);
const Shape = z.object({ bySkill: z.record(z.string(), z.enum(certificateKinds)) });

/** Skill -> the paper without which its work may not be given (C3); a broken file stops the boot. */
export const certificateNeeds: CertificateNeeds = z.parse(Shape, JSON.parse(readFileSync(file, 'utf8'))).bySkill;

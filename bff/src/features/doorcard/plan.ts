import { terminalPlans } from '../face/face.door.js';
import { syncTopic, watchTopic } from './doorCard.model.js';

export const { planWatch, planSync } = terminalPlans({ watch: watchTopic, sync: syncTopic });

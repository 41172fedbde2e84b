/** Background work of this feature, by topic. */
export const syncTopic = 'face.sync';
export const eraseTopic = 'face.erase';
export const watchTopic = 'face.watch';
export const endedTopic = 'face.ended';
export const goneTopic = 'face.gone';

/** Background work of this feature, by topic. */
export const syncTopic = 'doorcard.sync';
export const watchTopic = 'doorcard.watch';

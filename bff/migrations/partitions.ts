/** Tables that lie in monthly parts on a server. */
export const partitionedTables = ['device_reading'] as const;

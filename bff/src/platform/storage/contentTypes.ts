const types: Record<string, string> = {
  jpg: 'image/jpeg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  wav: 'audio/wav',
  webm: 'audio/webm',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
};

/** The content type of a key; a folder on disk keeps none beside its files. */
export const contentTypeOf = (key: string): string => types[key.split('.').pop() ?? ''] ?? 'application/octet-stream';

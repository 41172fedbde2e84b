const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The 16 bytes of an id, for where every sign counts. */
export const ulidToBytes = (id: string): Buffer => {
  let value = 0n;
  for (const sign of id) value = value * 32n + BigInt(crockford.indexOf(sign));
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
};

export const bytesToUlid = (bytes: Uint8Array): string => {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let id = '';
  for (let place = 0; place < 26; place++) {
    id = crockford[Number(value % 32n)] + id;
    value /= 32n;
  }
  return id;
};

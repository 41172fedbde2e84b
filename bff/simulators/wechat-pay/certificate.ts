import { createSign, type KeyObject, randomBytes } from 'node:crypto';
import { ASN1 } from '@fidm/asn1';

const sha256WithRsa = '1.2.840.113549.1.1.11';
const commonName = '2.5.4.3';
const organisation = '2.5.4.10';

const algorithm = (): ASN1 => ASN1.Seq([ASN1.OID(sha256WithRsa), ASN1.Null()]);

const name = (parts: [string, string][]): ASN1 =>
  ASN1.Seq(parts.map(([oid, value]) => ASN1.Set([ASN1.Seq([ASN1.OID(oid), ASN1.UTF8(value)])])));

const pem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

export interface CertificateInput {
  publicKey: KeyObject;
  privateKey: KeyObject;
  subject: string;
  from: Date;
  to: Date;
}

/** A self-signed X.509 v1 certificate, with a serial of 40 hex digits as the platform's. node:crypto reads but makes none. */
export const makeCertificate = (input: CertificateInput): { serial: string; certPem: string } => {
  const serial = randomBytes(20);
  // A positive DER integer of full length.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const issuer = name([
    [organisation, 'Anju simulator'],
    [commonName, input.subject],
  ]);
  const body = ASN1.Seq([
    ASN1.Integer(serial),
    algorithm(),
    issuer,
    ASN1.Seq([ASN1.UTCTime(input.from), ASN1.UTCTime(input.to)]),
    issuer,
    ASN1.fromDER(input.publicKey.export({ type: 'spki', format: 'der' })),
  ]);
  const signature = createSign('RSA-SHA256').update(body.toDER()).sign(input.privateKey);
  const certificate = ASN1.Seq([body, algorithm(), ASN1.BitString(signature)]);
  return { serial: serial.toString('hex').toUpperCase(), certPem: pem('CERTIFICATE', certificate.toDER()) };
};

import { decodeCbor } from './rules/cbor.ts';
import { entryOfCertificate, entryOfCoseKey, entryOfJwk, entryOfPublicKey } from './trust-entries.ts';
import type { Entry, Origin } from './trust-entries.ts';
import type { TrustFile, TrustKey, TrustProblem, TrustStore } from './shapes.ts';

/** Takes one entry, or notes why it cannot; null is a file that could be parsed and whose entries come after. */
type Take = (where: string, make: () => Entry | null) => void;
type Json = Readonly<Record<string, unknown>>;

function takePem(text: string, origin: Origin, take: Take): boolean {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/gu)];
  blocks.forEach(([block, label = ''], at) => take(blocks.length > 1 ? `block ${at + 1}` : '', () => {
    if (label.endsWith('CERTIFICATE')) return entryOfCertificate(block, origin);
    if (label.endsWith('PRIVATE KEY')) throw new Error('it is a private key; take it away and put its public key here');
    return entryOfPublicKey(block, origin);
  }));
  return blocks.length > 0;
}

const issuerOf = (value: unknown): string | null => (typeof value === 'string' ? value.replace(/\/?(\.well-known\/jwks\.json)?$/u, '') : isObject(value) ? issuerOf(value['iss'] ?? value['url']) : null);
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds every key of a JSON text: a key, a set, sets by issuer, a directory with keys, a DID document. */
function takeJson(json: unknown, issuer: string | null, where: string, origin: Origin, take: Take, depth = 0): void {
  if (depth > 8) return;
  if (Array.isArray(json)) {
    json.forEach((one, at) => takeJson(one, issuer, where === '' ? `entry ${at + 1}` : `${where}, entry ${at + 1}`, origin, take, depth + 1));
    return;
  }
  if (!isObject(json)) return;
  const named = issuerOf(json['issuer'] ?? json['iss'] ?? json['url']) ?? issuer;
  if (typeof json['kty'] === 'string' || Array.isArray(json['x5c'])) {
    take(where, () => entryOfJwk(json, issuer, origin));
  } else if (isObject(json['publicKeyJwk'])) {
    const { publicKeyJwk, id } = json as { publicKeyJwk: Json; id?: unknown };
    take(where, () => entryOfJwk(publicKeyJwk, issuer, origin, typeof id === 'string' && id.includes('#') ? decodeURIComponent(id.slice(id.indexOf('#') + 1)) : null));
  } else {
    for (const [name, value] of Object.entries(json)) {
      if (typeof value !== 'object') continue;
      const by = /^(https?|did):/u.test(name) ? issuerOf(name) : named;
      takeJson(value, by, ['keys', 'jwks', 'verificationMethod'].includes(name) ? where : where === '' ? name : `${where}, ${name}`, origin, take, depth + 1);
    }
  }
}

function takeFile({ name, bytes, importedAt }: TrustFile, take: Take): void {
  const origin: Origin = { source: name, importedAt: importedAt ?? null };
  const text = Buffer.from(bytes).toString('latin1').replace(/^\u00ef\u00bb\u00bf/u, '').trim();
  if (takePem(text, origin, take)) return;
  if (/^[[{]/u.test(text)) {
    let json: unknown;
    take('', () => {
      json = JSON.parse(Buffer.from(bytes).toString('utf8').replace('\ufeff', ''));
      return null;
    });
    if (json !== undefined) takeJson(json, null, '', origin, take);
  } else if (bytes[0] === 0x30) {
    take('', () => entryOfCertificate(bytes, origin));
  } else if (/^MII[\sA-Za-z0-9+/]+=*$/u.test(text)) {
    take('', () => entryOfCertificate(Buffer.from(text, 'base64'), origin));
  } else {
    let list: unknown;
    take('', () => {
      // A set of keys is a list, one key a map; text that is none of the other forms would else be told as broken CBOR.
      if (![4, 5].includes((bytes[0] ?? 0) >> 5)) throw new Error('it is neither PEM, JSON nor CBOR');
      list = decodeCbor(bytes, 'The file');
      return null;
    });
    (Array.isArray(list) ? list : list === undefined ? [] : [list]).forEach((one: unknown, at) => take(`key ${at + 1}`, () => {
      if (!(one instanceof Map)) throw new Error('it is no COSE key');
      return entryOfCoseKey(one, origin);
    }));
  }
}

/**
 * Builds a trust store of the files that an operator imported.
 * Shape: PEM (certificates, public keys; several a file), DER or its base64, COSE key sets, JSON web key sets (also by issuer, with `x5c`), DID documents.
 * What cannot be read stands in `problems` by file and place; everything else is loaded. A file without any key is a problem, too.
 */
export function loadTrust(files: readonly TrustFile[]): TrustStore {
  const keys: TrustKey[] = [];
  const byKid = new Map<string, TrustKey[]>();
  const problems: TrustProblem[] = [];
  for (const file of files) {
    const before = keys.length + problems.length;
    takeFile(file, (where, make) => {
      try {
        const entry = make();
        if (entry === null) return;
        keys.push(entry.key);
        for (const kid of entry.kids) byKid.set(kid, [...(byKid.get(kid) ?? []), entry.key]);
      } catch (error) {
        problems.push({ source: where === '' ? file.name : `${file.name}, ${where}`, reason: error instanceof Error ? error.message : String(error) });
      }
    });
    if (keys.length + problems.length === before) problems.push({ source: file.name, reason: 'there is no certificate and no public key in it' });
  }
  return { keys, byKid, problems };
}

/** Names a key with its file, its identifier, its issuer and the day of import: what an officer can look up. */
export function describeKey(key: TrustKey): string {
  const parts = [key.source, `key ${key.kid ?? 'without identifier'}`, key.issuer ?? key.country].filter((part) => part !== null);
  return `${parts.join(', ')}${key.importedAt === null ? '' : `, imported ${key.importedAt.slice(0, 10)}`}`;
}

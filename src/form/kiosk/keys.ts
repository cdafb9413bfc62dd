import { createECDH } from 'node:crypto';
import type { Vault } from '../../kernel/vault.ts';

/** Is the server's pair for cards that machines deliver later. Shape: `publicKey` an uncompressed point of P-256, base64url. */
export interface KioskKeys { readonly privateKey: CryptoKey; readonly publicKey: string }

/** Gets the pair of an event: computed from the vault, so that every server has the same and none is stored. */
export async function kioskKeys(vault: Vault, eventId: string): Promise<KioskKeys> {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(await vault.digest(eventId, 'kiosk', 'ecdh 1'));
  const point = pair.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), pair.getPrivateKey()].map((bytes) => Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]).toString('base64url'));
  const privateKey = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: d! }, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  return { privateKey, publicKey: point.toString('base64url') };
}

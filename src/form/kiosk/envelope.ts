/** Is a card that was filled in without a network, as it is delivered later. */
export interface KioskCard {
  /** A UUID made at the machine: the same card delivered twice is one. */
  readonly id: string;
  readonly flight: string;
  /** YYYY-MM-DD. */
  readonly flightDate: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly language: string;
  /** An instant by the machine's clock. */
  readonly filledAt: string;
}

/** Is a card sealed for the server: nobody at the machine opens it again. Shape: all in base64url. */
export interface Envelope { readonly key: string; readonly nonce: string; readonly sealed: string }

const encode = (bytes: ArrayBuffer | Uint8Array): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const decode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const info = new TextEncoder().encode('tongguan kiosk 1');

async function contentKey(own: CryptoKey, other: CryptoKey, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info }, base, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

/** Seals a card for the server. Shape of `publicKey`: an uncompressed point of P-256, base64url. Source: ECIES as of RFC 9180's base mode, in what every browser has. */
export async function sealCard(card: KioskCard, publicKey: string): Promise<Envelope> {
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const other = await crypto.subtle.importKey('raw', decode(publicKey), curve, false, []);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await contentKey(own.privateKey, other, 'encrypt'), new TextEncoder().encode(JSON.stringify(card)));
  return { key: encode(await crypto.subtle.exportKey('raw', own.publicKey)), nonce: encode(nonce), sealed: encode(sealed) };
}

/** Opens a sealed card. Shape: undefined where it was altered, cut, or sealed for another server. */
export async function openCard(envelope: Envelope, privateKey: CryptoKey): Promise<unknown> {
  try {
    const other = await crypto.subtle.importKey('raw', decode(envelope.key), curve, false, []);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: decode(envelope.nonce) }, await contentKey(privateKey, other, 'decrypt'), decode(envelope.sealed));
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch {
    return undefined;
  }
}

import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { runAction } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { identifyByCertificate, readCertificate } from '../../modules/devices/client-certificates.ts';
import { deviceActorOf, findHeard } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import type { OpenHouse } from '../start.ts';
import type { Shown } from './tls.ts';

/** Reads the addresses of proxies that may tell of certificates: addresses, or ranges as `10.1.0.0/16`. Refuses: an Error that names what is no address. */
export function proxyList(text: string): BlockList {
  const list = new BlockList();
  for (const part of text.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
    const [address = '', prefix] = part.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    if (family === 0 || (bits !== undefined && !(Number.isInteger(bits) && bits >= 0 && bits <= (family === 4 ? 32 : 128)))) throw new Error(`"${part}" is no address.`);
    const kind = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, kind);
    else list.addSubnet(address, bits, kind);
  }
  return list;
}

/**
 * Reads the certificate that a proxy tells of, in the header `Client-Cert`: between colons as base64 (RFC 9440), or PEM with percent signs as nginx writes it. From anybody who is no configured proxy the header says nothing.
 * Shape: undefined where there is none; false where the proxy tells what cannot be read, or of several.
 */
export function toldByProxy(request: IncomingMessage, proxies: BlockList | undefined): Shown | false | undefined {
  const told = request.headers['client-cert'];
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  if (proxies === undefined || told === undefined || told === '' || isIP(address) === 0 || !proxies.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')) return undefined;
  if (typeof told !== 'string' || told.length > 40_000) return false;
  const inColons = /^:([A-Za-z0-9+/=]+):$/.exec(told)?.[1];
  try {
    const content = readCertificate(inColons === undefined ? decodeURIComponent(told) : Buffer.from(inColons, 'base64')).content;
    return { content, byAuthority: false };
  } catch {
    return false;
  }
}

const notedPerMinute = 30;

/** Tells whose certificate it is, and notes those of nobody known for an officer to decide on: so many a minute, so that a flood of new ones fills nothing. */
export class CertificateKnower {
  readonly #open: Pick<OpenHouse, 'pool' | 'house' | 'registry' | 'book'>;
  #minute = 0;
  #noted = 0;

  constructor(open: Pick<OpenHouse, 'pool' | 'house' | 'registry' | 'book'>) {
    this.#open = open;
  }

  /** Finds the device; undefined where the certificate identifies none now. `claimed` is the identifier under which it wants to speak, `site` the code of an event. */
  async identify(shown: Shown, came: { readonly by: 'mqtt' | 'http' | 'mllp'; readonly claimed?: string | undefined; readonly site?: string | undefined }): Promise<DeviceIdentity | undefined> {
    let read: ReturnType<typeof readCertificate>;
    try {
      read = readCertificate(shown.content);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
    const before = await identifyByCertificate(this.#open.pool, read.fingerprint, Date.now());
    if (before.device !== undefined || before.known === 'bound' || before.known === 'revoked' || (before.known === 'waiting' && !shown.byAuthority)) return before.device;
    const eventId = await this.#eventOf(came, shown.byAuthority ? read.commonName : undefined);
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#noted] = [minute, 0];
    if (eventId === undefined || this.#noted >= notedPerMinute) return undefined;
    this.#noted += 1;
    const { house, registry } = this.#open;
    const answer = await runAction(house, eventId, deviceActorOf({ deviceId: '', name: { en: 'Unknown device', zh: '未知设备' }, stationId: null }), registry.actions.get('devices.presentCertificate')!, {
      id: uuidv7(), occurredAt: house.now(eventId), input: { certificate: read.content.toString('base64'), cameBy: came.by, byAuthority: shown.byAuthority, ...(isIdentifier(came.claimed) ? { claimedDevice: came.claimed } : {}) },
    });
    return answer.ok && (answer.result as { state: string }).state === 'bound' ? (await identifyByCertificate(this.#open.pool, read.fingerprint, Date.now())).device : undefined;
  }

  // Where it waits: at the event that is named, that of the device that it claims to be, or the only one.
  async #eventOf(came: { readonly claimed?: string | undefined; readonly site?: string | undefined }, commonName: string | undefined): Promise<string | undefined> {
    const events = this.#open.book.all();
    const bySite = events.find((event) => event.code === came.site);
    if (bySite !== undefined) return bySite.event_id;
    for (const name of [commonName, came.claimed]) {
      if (isIdentifier(name)) for (const event of events) if (await findHeard(this.#open.pool, event.event_id, name, this.#open.house.now(event.event_id)) !== undefined) return event.event_id;
    }
    return events.length === 1 ? events[0]!.event_id : undefined;
  }
}

const isIdentifier = (text: string | undefined): text is string => text !== undefined && /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text);

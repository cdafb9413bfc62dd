import { BlockList, isIP } from 'node:net';
import { allowed, refused } from '../../kernel/refusal.ts';
import type { Verdict } from '../../kernel/refusal.ts';

/** Says what a port allows beyond https to public addresses. */
export interface WebhookSettings { readonly allowHttp: boolean; readonly allowPrivate: boolean }

/** Reads the settings TONGGUAN_ALLOW_HTTP_WEBHOOKS and TONGGUAN_ALLOW_PRIVATE_WEBHOOKS. */
export function webhookSettings(environment: Readonly<Record<string, string | undefined>> = process.env): WebhookSettings {
  return { allowHttp: environment['TONGGUAN_ALLOW_HTTP_WEBHOOKS'] === '1', allowPrivate: environment['TONGGUAN_ALLOW_PRIVATE_WEBHOOKS'] === '1' };
}

// Everything that is not on the public Internet. Source: IANA special-purpose address registries (RFC 6890).
const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128], ['::1', 128], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) notPublic.addSubnet(network, prefix, 'ipv6');

// An IPv4 address can travel inside an IPv6 one: mapped, compatible, translated (NAT64) or tunnelled (6to4).
function insideIpv6(address: string): string | undefined {
  const groups = expand(address);
  if (groups === undefined) return undefined;
  const ipv4 = (high: number, low: number): string => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  const head = groups.slice(0, 6).map((group) => group.toString(16)).join(':');
  if (head === '0:0:0:0:0:ffff' || head === '0:0:0:0:0:0' || head === '64:ff9b:0:0:0:0') return ipv4(groups[6]!, groups[7]!);
  if (groups[0] === 0x2002) return ipv4(groups[1]!, groups[2]!);
  return undefined;
}

function expand(address: string): number[] | undefined {
  let text = address.split('%')[0]!;
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted !== null) text = `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`;
  const [left = '', right] = text.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const gap = right === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...tail].map((group) => Number.parseInt(group, 16));
  return groups.length === 8 && groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}

/** Says whether an address lies outside the public Internet, IPv4 inside IPv6 included; what is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return notPublic.check(address, 'ipv4');
  if (version !== 6) return true;
  const inner = insideIpv6(address);
  return notPublic.check(address.split('%')[0]!, 'ipv6') || (inner !== undefined && notPublic.check(inner, 'ipv4'));
}

/**
 * Says whether news may be sent to an address, as far as its text shows; names are looked up, and checked again, at each delivery.
 * Refuses: `webhook-url-invalid`, `webhook-url-not-https`, `webhook-address-private`.
 */
export function canSendTo(text: string, settings: WebhookSettings): Verdict {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return refused('webhook-url-invalid', {}, '/url');
  }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '' || url.hash !== '') return refused('webhook-url-invalid', {}, '/url');
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '').toLowerCase();
  const isLoopback = host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (!settings.allowPrivate && (isLoopback || (isIP(host) !== 0 && isPrivateAddress(host)))) return refused('webhook-address-private', { host }, '/url');
  if (url.protocol === 'http:' && !settings.allowHttp && !isLoopback) return refused('webhook-url-not-https', {}, '/url');
  return allowed;
}

import { Refusal } from '../../../../kernel/refusal.ts';
import { mostPixels } from '../../catalogue/attachment-kinds.ts';
import type { AttachmentMediaType } from '../../catalogue/attachment-kinds.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** Is a file as it is kept: what it is by its content, and its bytes without metadata where it is a picture. */
export interface ReadAttachment { readonly mediaType: AttachmentMediaType; readonly bytes: Buffer }

const brandsOfHeif = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis']);

/** Tells by its first bytes what a file is, whatever its name says. Shape: undefined where it is nothing that is known here. */
export function formatOf(bytes: Buffer): AttachmentMediaType | 'heif' | 'tiff' | undefined {
  const start = bytes.toString('latin1', 0, 16);
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'image/webp';
  if (/^%PDF-[12]\./.test(start)) return 'application/pdf';
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'tiff';
  if (start.slice(4, 8) === 'ftyp' && brandsOfHeif.has(start.slice(8, 12))) return 'heif';
  return undefined;
}

const cleaners = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp } as const;

/**
 * Reads a file by its content. A picture loses place, time, device and author, a document stays as it is, byte for byte.
 * Refuses: `attachment-heif`, `attachment-tiff`, `attachment-unknown-format`, `attachment-locked`, `attachment-broken`, `attachment-pixels`.
 */
export function readAttachment(bytes: Buffer, name: string): ReadAttachment {
  const format = formatOf(bytes);
  if (format === undefined) throw new Refusal('attachment-unknown-format', { name }, '/content');
  if (format === 'heif' || format === 'tiff') throw new Refusal(`attachment-${format}`, { name }, '/content');
  if (format === 'application/pdf') {
    if (!bytes.subarray(-2048).includes('%%EOF')) throw new Refusal('attachment-broken', { name }, '/content');
    // Whoever opens it in ten years has no password.
    if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(bytes.toString('latin1'))) throw new Refusal('attachment-locked', { name }, '/content');
    return { mediaType: format, bytes };
  }
  const picture = cleaners[format](bytes);
  if (picture === undefined) throw new Refusal('attachment-broken', { name }, '/content');
  if (picture.width * picture.height > mostPixels) throw new Refusal('attachment-pixels', { name, width: picture.width, height: picture.height }, '/content');
  return { mediaType: format, bytes: picture.bytes };
}

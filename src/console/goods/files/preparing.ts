import { readBase64 } from '../../lists/reading-files.ts';

/** Is a file as it is sent. Unit: bytes. */
export type PreparedFile = { readonly fileName: string; readonly content: string; readonly bytes: number };

/** Is how long the longer side of a picture is at most when it is sent: a page of A4 stays readable. Unit: pixels. */
export const longestSide = 2000;
const quality = 0.85;

/** Draws a picture anew, upright and no larger than needed: what it told of place and device stays behind. Shape: undefined where the browser cannot read it; the server says why. */
async function drawnAnew(file: File): Promise<Blob | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const drawing = canvas.getContext('2d');
  if (drawing === null) return undefined;
  // What is transparent would turn black.
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality));
}

/** Makes a file ready to be sent: a picture is drawn anew, everything else goes as it is. Refuses: throws where the file cannot be read. */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const start = await file.slice(0, 5).text();
  const drawn = start === '%PDF-' ? undefined : await drawnAnew(file);
  const sent = drawn === undefined ? file : new File([drawn], file.name, { type: drawn.type });
  const name = file.name === '' ? 'file' : file.name.slice(-400);
  return { fileName: drawn === undefined ? name : `${name.replace(/\.[a-z]{3,4}$/i, '')}.jpg`, content: await readBase64(sent, () => undefined), bytes: sent.size };
}

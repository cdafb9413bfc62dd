import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const fileOf = (name: string): ArrayBuffer => new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(name))).buffer;
let prepared: Promise<PDFiumLibrary> | undefined;

/** Is one page as a printer shows it: its words, and the QR codes that a camera reads from the paper. Unit: points. */
export interface PrintedPage { readonly text: string; readonly codes: readonly string[]; readonly width: number; readonly height: number }

/** Prints a PDF and looks at each page: words as they can be copied, codes as they are scanned at 150 dots an inch. */
export async function printed(bytes: Uint8Array): Promise<PrintedPage[]> {
  prepared ??= (async () => {
    await prepareZXingModule({ overrides: { wasmBinary: fileOf('zxing-wasm/reader/zxing_reader.wasm') }, fireImmediately: true });
    return PDFiumLibrary.init({ wasmBinary: fileOf('@hyzyla/pdfium/pdfium.wasm') });
  })();
  const document = await (await prepared).loadDocument(bytes);
  try {
    const pages: PrintedPage[] = [];
    for (const page of document.pages()) {
      const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
      // Drawing closes the page: it is read before.
      const text = page.getText().replaceAll(/\s+/g, ' ');
      let codes: string[] = [];
      await page.render({ scale: 150 / 72, render: async ({ data, width: across, height: down }) => {
        const picture = { data: new Uint8ClampedArray(data), width: across, height: down, colorSpace: 'srgb' } as ImageData;
        codes = (await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 16, tryHarder: true })).filter((found) => found.isValid).map((found) => found.text);
        return data;
      } });
      pages.push({ text, codes, width, height });
    }
    return pages;
  } finally {
    document.destroy();
  }
}

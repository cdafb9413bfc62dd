/** Is how much may be kept with a consignment. Unit: bytes of one file; files of one consignment, superseded ones among them. */
export interface AttachmentLimits { readonly bytes: number; readonly files: number }

function between(text: string | undefined, least: number, most: number, otherwise: number): number {
  const value = Number(text);
  return text === undefined || !Number.isInteger(value) || value < least || value > most ? otherwise : value;
}

/** Reads the settings TONGGUAN_FILE_MEGABYTES (1 to 16; 10) and TONGGUAN_FILES_EACH (1 to 1,000; 100). What cannot be read counts as not set. */
export function attachmentLimits(environment: Readonly<Record<string, string | undefined>> = process.env): AttachmentLimits {
  return { bytes: between(environment['TONGGUAN_FILE_MEGABYTES'], 1, 16, 10) * 1_000_000, files: between(environment['TONGGUAN_FILES_EACH'], 1, 1000, 100) };
}

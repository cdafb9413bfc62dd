/** Gives a text to the officer as a file. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  save(fileName, new Blob([text], { type: mediaType }));
}

/** Gives a file that the server made to the officer. Shape: `content` in base64. */
export function saveFile({ fileName, mediaType, content }: { readonly fileName: string; readonly mediaType: string; readonly content: string }): void {
  save(fileName, new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: mediaType }));
}

function save(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads the file after the click; a minute is enough for any.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

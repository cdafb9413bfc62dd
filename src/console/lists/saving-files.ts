/** Gives a text to the officer as a file. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads the file after the click; a minute is enough for any.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

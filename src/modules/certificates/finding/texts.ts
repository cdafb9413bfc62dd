const base45Line = /^[0-9A-Z $%*+\-./:]+$/u;

/** Joins what a sheet or a mail broke into lines: a code goes on as long as whole lines have only its characters. */
function codesOf(lines: readonly string[]): string[] {
  const codes: string[] = [];
  let open = false;
  for (const line of lines) {
    const start = line.indexOf('HC1:');
    if (start >= 0) codes.push(line.slice(start));
    else if (open && base45Line.test(line) && line.length >= 16) codes.push(codes.pop()! + line);
    open = codes.length > 0 && (start >= 0 || (open && base45Line.test(line) && line.length >= 16));
  }
  return codes;
}

/**
 * Finds certificates in a text that has more around them, a mail or the words of a sheet.
 * Shape: health certificates (HC1:), smart health cards (shc:/ and bare), visible digital seals (JSON), in this order; none is possible.
 */
export function certificatesIn(text: string): readonly string[] {
  const cards = text.match(/\bshc:\/(?:\d+\/\d+\/)?\d[\d\s]*/giu) ?? [];
  const bare = text.match(/\beyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{80,}/gu) ?? [];
  const seal = /\{\s*"(?:data|sig)"\s*:[\s\S]*\}/u.exec(text)?.[0];
  return [...codesOf(text.split(/\r\n|\n|\r/u)), ...cards.map((card) => card.replace(/\s+/gu, '')), ...bare, ...(seal === undefined ? [] : [seal.replace(/[\r\n]+/gu, '')])];
}

import { inject } from 'vitest';

/** Gives the directory of the console as it is built once for the whole run; TONGGUAN_CONSOLE names one that is built already. */
export async function builtConsole(): Promise<string> {
  const given = process.env['TONGGUAN_CONSOLE'];
  if (given !== undefined) return given;
  const response = await fetch(new URL('console', inject('databaseServer')));
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

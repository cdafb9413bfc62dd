import type { FastifyRequest } from 'fastify';

/** Gives the address under which people reach the house: as it is set for all (`TONGGUAN_PUBLIC_URL`), else as they asked for it. Shape: without a slash at its end. */
export function publicAddress(request: FastifyRequest, environment: NodeJS.ProcessEnv = process.env): string {
  const set = environment['TONGGUAN_PUBLIC_URL'] ?? '';
  return set === '' ? `${request.protocol}://${request.host}` : set.replace(/\/+$/, '');
}

import type { AddressInfo, Server } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Is what the server shows to devices over TLS, and the authority that issues theirs, where there is one. Shape: PEM. */
export interface DeviceTls { readonly certificate: string; readonly key: string; readonly authority?: string | undefined }

/** Is a certificate whose holder has proved to have its key. Shape: DER; `byAuthority` says that the authority of the port issued it, which only a TLS line that ends here can know. */
export interface Shown { readonly content: Buffer; readonly byAuthority: boolean }

/** Gives the options of a TLS line at which a device may show a certificate; whether it is anybody's is asked afterwards. */
export const tlsOptions = (tls: DeviceTls) => ({ cert: tls.certificate, key: tls.key, ...(tls.authority === undefined ? {} : { ca: tls.authority }), requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' as const });

/** Gives the certificate that the other end of a line has shown; undefined where the line is none of TLS, or it has shown none. */
export function shownOn(socket: unknown, hasAuthority: boolean): Shown | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const content = socket.getPeerX509Certificate()?.raw;
  return content === undefined ? undefined : { content, byAuthority: hasAuthority && socket.authorized };
}

/** Lets a server listen. Shape: the port. Refuses: rejects where it cannot. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

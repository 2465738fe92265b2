// A certificate authority for one stand, the servers' certificate, a second authority that vouches for nobody, and an
// application's own certificate.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = 'DNS:localhost,DNS:mail.firma.test,IP:127.0.0.1,IP:::1';

function openssl(...args) {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function authority(folder, name, words) {
  const paths = { key: join(folder, `${name}.key`), certificate: join(folder, `${name}.pem`) };
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3',
    '-keyout', paths.key, '-out', paths.certificate, '-subj', `/CN=${words}`,
    '-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  return paths;
}

/**
 * Paths of the authority's certificate, the other authority's, the servers' certificate and key, and both in one file,
 * the same of a certificate that has ended; and of the certificate with which an application proves itself, without and with its key.
 */
export function makeCertificates(under, addresses) {
  const folder = join(under, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ca = authority(folder, 'ca', 'Mailkey test authority');
  const other = authority(folder, 'other-ca', 'Another test authority');

  const key = join(folder, 'server.key');
  const request = join(folder, 'server.csr');
  const certificate = join(folder, 'server.pem');
  const extensions = join(folder, 'server.ext');
  openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', request, '-subj', '/CN=mail.firma.test');
  writeFileSync(extensions, `basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=${NAMES},${addresses.map((address) => `IP:${address}`)}\n`);
  const expired = join(folder, 'expired.pem');
  // No days at all: it ends in the second in which it begins.
  for (const [out, days] of [[certificate, '3'], [expired, '0']]) {
    openssl('x509', '-req', '-in', request, '-CA', ca.certificate, '-CAkey', ca.key, '-CAcreateserial', '-days', days, '-extfile', extensions, '-out', out);
  }

  const withKey = (name, of) => {
    const both = join(folder, name);
    writeFileSync(both, readFileSync(key, 'utf8') + readFileSync(of, 'utf8'), { mode: 0o600 });
    return both;
  };
  const chain = withKey('chain.pem', certificate);
  const expiredChain = withKey('expired-chain.pem', expired);

  // What an application proves itself with is vouched for by nobody: it is registered as it is.
  const application = join(folder, 'application.pem');
  const applicationKey = join(folder, 'application.key');
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3', '-keyout', applicationKey, '-out', application, '-subj', '/CN=Mailkey');
  const applicationWithKey = join(folder, 'application-with-key.pem');
  writeFileSync(applicationWithKey, readFileSync(application, 'utf8') + readFileSync(applicationKey, 'utf8'), { mode: 0o600 });

  for (const secret of [key, ca.key, other.key, applicationKey]) chmodSync(secret, 0o600);
  return { ca: ca.certificate, otherCa: other.certificate, key, certificate, chain, expired, expiredChain, application, applicationWithKey };
}

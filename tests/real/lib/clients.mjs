// The programs that the authorization server knows: Mailkey as it is registered at each kind of provider, and Dovecot.
//
// Strict where vendors are: an application that proves itself with a certificate must name that certificate (Microsoft
// finds the key by its thumbprint), for this server only and not for long.

import { X509Certificate, createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errors } from 'oidc-provider';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
const LONGEST_ASSERTION = 15 * 60;

const secret = () => `tajny-klic-${randomBytes(12).toString('hex')}`;

const installed = {
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE],
  response_types: ['code'],
  // Any port passes (RFC 8252, 7.3), a path does not. oidc-provider compares to the letter, vendors do not: both forms.
  redirect_uris: ['http://127.0.0.1', 'http://127.0.0.1/', 'http://localhost', 'http://localhost/'],
};

/** No person signs in: the application has a right of its own to one mailbox (RFC 6749, 4.4). */
const application = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };

export const CLIENTS = {
  public: { ...installed, client_id: 'mailkey-test', client_name: 'Mailkey', token_endpoint_auth_method: 'none' },
  confidential: { ...installed, client_id: 'mailkey-secret', client_name: 'Mailkey with a secret', token_endpoint_auth_method: 'client_secret_post', client_secret: secret() },
  application: { ...application, client_id: 'mailkey-app', token_endpoint_auth_method: 'client_secret_post', client_secret: secret() },
};

/** Who may ask about tokens (RFC 7662): Dovecot, and the tests. */
export const INTROSPECTION = { id: 'dovecot', secret: 'tajemstvi-dovecotu' };

const CERTIFIED = 'mailkey-certificate';
export const CERTIFIED_ID = CERTIFIED;

const base64url = (hash, certificate) => createHash(hash).update(certificate.raw).digest('base64url');

/** All of them, as oidc-provider wants them; `certificate` is the file of the one that has no secret. */
export function registered(certificate) {
  const key = new X509Certificate(readFileSync(certificate)).publicKey.export({ format: 'jwk' });
  return [
    ...Object.values(CLIENTS),
    { ...application, client_id: CERTIFIED, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...key, use: 'sig' }] } },
    { client_id: INTROSPECTION.id, client_secret: INTROSPECTION.secret, redirect_uris: [], response_types: [], grant_types: [] },
  ];
}

/** Whether this application acts for itself; then its tokens are for the stand's first mailbox. */
export const isApplication = (id) => id === CLIENTS.application.client_id || id === CERTIFIED;

/** What vendors check beyond RFC 7523, for `assertJwtClientAuthClaimsAndHeader`. */
export function assertionCheck(certificate) {
  const x509 = new X509Certificate(readFileSync(certificate));
  const prints = { 'x5t#S256': base64url('sha256', x509), x5t: base64url('sha1', x509) };
  return async (ctx, claims, header) => {
    const refuse = (why) => { throw new errors.InvalidClientAuth(why); };
    const named = Object.keys(prints).filter((name) => header[name] !== undefined);
    if (!named.length || named.some((name) => header[name] !== prints[name])) refuse('the header does not name the registered certificate (x5t#S256)');
    if (!['PS256', 'RS256'].includes(header.alg)) refuse('signed with neither PS256 nor RS256');
    if (typeof claims.aud !== 'string' || !claims.aud.endsWith('/token')) refuse('the audience is not the token endpoint');
    if (claims.sub !== claims.iss) refuse('sub differs from iss');
    const now = Math.floor(Date.now() / 1000);
    if (claims.exp - (claims.nbf ?? claims.iat ?? now) > LONGEST_ASSERTION) refuse('the assertion holds too long');
  };
}

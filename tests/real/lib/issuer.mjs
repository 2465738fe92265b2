// The authorization server: oidc-provider, with lifetimes that can be set and habits that can be chosen.
//
// Strict where Microsoft and Google are strict (PKCE, exact redirect path, opaque tokens, no secret from a public
// client, codes used once), and with their scopes, so that what passes here has a chance there.

import Provider from 'oidc-provider';
import { randomBytes } from 'node:crypto';

import { assertionCheck, isApplication, registered } from './clients.mjs';
import { Observer } from './observer.mjs';
import { devicePages, pages } from './pages.mjs';
import { Store } from './store.mjs';

const MAIL_SCOPES = [
  'https://outlook.office.com/SMTP.Send',
  'https://outlook.office.com/POP.AccessAsUser.All',
  'https://mail.google.com/',
];

const APPLICATION_SCOPE = 'https://outlook.office365.com/.default';

const LONG = new Set(['AccessToken', 'RefreshToken', 'ClientCredentials']);

/** Times in seconds, and the rest of what the control port may change. `clock`: how far this server's `Date` is ahead. */
const DEFAULTS = { access: 3600, refresh: 14 * 86400, code: 60, device: 600, interval: 1, clock: 0, token_bits: 256, rotate: true, deny: false, refresh_tokens: true };

function accountsOf(mailboxes) {
  return mailboxes.map(({ address, name }, index) => ({
    accountId: `u-${1001 + index}`,
    address,
    claims: async () => ({ sub: `u-${1001 + index}`, email: address, email_verified: true, preferred_username: address, name }),
  }));
}

export async function startIssuer(server, port, mailboxes, certificate) {
  const url = `http://127.0.0.1:${port}`;
  const settings = { ...DEFAULTS };
  const store = new Store();
  const accounts = accountsOf(mailboxes);
  const observer = new Observer(settings);

  const provider = new Provider(url, {
    adapter: store.adapter,
    clients: registered(certificate),
    assertJwtClientAuthClaimsAndHeader: assertionCheck(certificate),
    scopes: ['openid', 'offline_access', ...MAIL_SCOPES, APPLICATION_SCOPE],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: async (_ctx, id) => accounts.find((account) => account.accountId === id),
    extraTokenClaims: async (_ctx, token) => {
      const person = accounts.find(({ accountId }) => accountId === token.accountId);
      return { username: person?.address ?? (isApplication(token.clientId) ? accounts[0].address : undefined) };
    },
    pkce: { required: () => true },
    issueRefreshToken: async (_ctx, client) => settings.refresh_tokens && client.grantTypeAllowed('refresh_token'),
    // Else the refresh token dies with the browser's session, because `offline_access` is dropped without prompt=consent.
    expiresWithSession: async () => false,
    rotateRefreshToken: () => settings.rotate,
    // Real providers' tokens are long: 16,000 bits make one of 2.7 kB.
    formats: { bitsOfOpaqueRandomness: (_ctx, token) => (LONG.has(token?.kind) ? settings.token_bits : 256) },
    ttl: {
      AccessToken: () => settings.access,
      ClientCredentials: () => settings.access,
      RefreshToken: () => settings.refresh,
      AuthorizationCode: () => settings.code,
      DeviceCode: () => settings.device,
      IdToken: () => 3600,
      Interaction: () => 3600,
      Session: () => 86400,
      Grant: () => 14 * 86400,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, ...devicePages },
      introspection: { enabled: true, allowedPolicy: async () => true },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => client.clientId === token.clientId },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    renderError: async (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
  });
  provider.on('server_error', (_ctx, error) => console.error(error.stack));
  for (const event of ['authorization.error', 'grant.error', 'revocation.error', 'introspection.error']) {
    provider.on(event, (_ctx, error) => console.warn(`${event}: ${error.message} (${error.error_detail ?? error.error_description ?? ''})`));
  }
  provider.use(observer.middleware);
  provider.use(pages(provider, accounts, settings));
  server.on('request', provider.callback());
  return { url, settings, store, observer, provider, defaults: DEFAULTS };
}

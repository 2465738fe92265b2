// The pages that a person sees at this provider: sign-in (address and password), then consent; or a refusal.

import querystring from 'node:querystring';

const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const page = (title, body) => `<!DOCTYPE html>
<html lang="cs"><head><meta charset="utf-8"><title>${escape(title)}</title><style>
body { font: 16px/1.5 sans-serif; background: #eef1f6; display: grid; place-items: center; min-height: 90vh }
main { background: #fff; border-radius: 12px; padding: 32px; width: 360px; box-shadow: 0 2px 12px #0002 }
input { display: block; width: 100%; box-sizing: border-box; padding: 8px; margin: 4px 0 16px }
button { padding: 8px 20px } .error { color: #b00020 } li { word-break: break-all }
</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;

const buttons = (yes, no) => `<button type="submit" name="choice" value="yes">${yes}</button> <button type="submit" name="choice" value="no" formnovalidate>${no}</button>`;

const signIn = (hint, problem) => page('Přihlášení', `${problem ? `<p class="error">${escape(problem)}</p>` : ''}
<form method="post"><label>E-mail <input type="email" name="login" value="${escape(hint)}" required autofocus></label>
<label>Heslo <input type="password" name="password" required></label>${buttons('Přihlásit', 'Zrušit')}</form>`);

const consent = (client, address, scopes) => page('Souhlas', `<p>Aplikace <b>${escape(client)}</b> žádá za účet <b>${escape(address)}</b> o:</p>
<ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul><form method="post">${buttons('Povolit', 'Odmítnout')}</form>`);

const CODE_PROBLEMS = { NotFoundError: 'Takový kód tu není.', ExpiredError: 'Kód už neplatí.', AlreadyUsedError: 'Kód už byl použit.', AbortedError: 'Přihlášení bylo zrušeno.' };

/** The pages for a code that another device shows (RFC 8628, 3.3); `form` is oidc-provider's own. */
export const devicePages = {
  userCodeInputSource: async (ctx, form, _out, error) => {
    const problem = error ? `<p class="error">${CODE_PROBLEMS[error.name] ?? 'Zadejte kód.'}</p>` : '';
    ctx.body = page('Kód zařízení', `${problem}${form}<button type="submit" form="op.deviceInputForm">Pokračovat</button>`);
  },
  userCodeConfirmSource: async (ctx, form, client, _device, code) => {
    ctx.body = page('Potvrzení zařízení', `<p>Aplikace <b>${escape(client.clientName)}</b> ukazuje kód <b>${escape(code)}</b>?</p>${form}
<button type="submit" form="op.deviceConfirmForm">Pokračovat</button> <button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">Zrušit</button>`);
  },
  successSource: async (ctx) => { ctx.body = page('Hotovo', '<p>Vraťte se k zařízení, které ukázalo kód.</p>'); },
};

/** As Microsoft words it when the person declines. */
const DECLINED = { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.' };

export function pages(provider, accounts, settings) {
  async function show(ctx, details) {
    ctx.type = 'html';
    if (details.prompt.name === 'login') {
      ctx.body = signIn(details.params.login_hint, undefined);
    } else {
      const client = await provider.Client.find(details.params.client_id);
      const account = accounts.find(({ accountId }) => accountId === details.session.accountId);
      ctx.body = consent(client.clientName, account.address, details.prompt.details.missingOIDCScope ?? []);
    }
  }

  async function grantFor({ grantId, session, params, prompt: { details } }) {
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '));
    if (details.missingOIDCClaims) grant.addOIDCClaims(details.missingOIDCClaims);
    return grant.save();
  }

  async function decide(ctx, details) {
    const form = querystring.parse(ctx.req.body);
    const finish = async (result, merge) => {
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: merge }));
      ctx.status = 303;
    };
    if (form.choice === 'no' || settings.deny) return finish(DECLINED, false);
    if (details.prompt.name === 'consent') return finish({ consent: { grantId: await grantFor(details) } }, true);
    const typed = String(form.login ?? '').trim().toLowerCase();
    const account = accounts.find(({ address }) => address === typed);
    if (account && form.password) return finish({ login: { accountId: account.accountId } }, false);
    ctx.type = 'html';
    ctx.body = signIn(form.login, account ? 'Zadejte heslo.' : 'Takový účet tu není.');
    return undefined;
  }

  return async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    ctx.set('cache-control', 'no-store');
    const details = await provider.interactionDetails(ctx.req, ctx.res);
    return ctx.method === 'POST' ? decide(ctx, details) : show(ctx, details);
  };
}

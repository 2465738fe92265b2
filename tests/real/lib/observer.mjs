// Between the network and the authorization server: writes down what was asked and issued, and makes faults.

import querystring from 'node:querystring';

const ROUTES = [
  ['/.well-known/openid-configuration', 'discovery'],
  ['/jwks', 'jwks'],
  ['/me', 'userinfo'],
  ['/token/introspection', 'introspection'],
  ['/token/revocation', 'revocation'],
  ['/token', 'token'],
  ['/device/auth', 'device_authorization'],
  ['/device', 'device'],
  ['/interaction', 'interaction'],
  ['/auth', 'authorization'],
];

const routeOf = (path) => ROUTES.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1] ?? 'other';
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export class Observer {
  /** Newest last: `{ at, route, method, params, auth, status, fault }`. */
  requests = [];

  /** Every value that was handed out and must not be seen elsewhere. */
  issued = { access: [], refresh: [], id: [], code: [] };

  #faults = [];
  #polls = new Map();
  #settings;

  constructor(settings) {
    this.#settings = settings;
  }

  /** `{ route, times, delay, then: "answer" | "hang" | "close" | "lost", status, type, body, headers }` */
  addFault(fault) {
    this.#faults.push({ times: 1, delay: 0, ...fault });
  }

  clearFaults() {
    this.#faults = [];
  }

  clear() {
    this.requests = [];
    this.clearFaults();
  }

  middleware = async (ctx, next) => {
    const seen = { at: Date.now(), route: routeOf(ctx.path), method: ctx.method, params: { ...ctx.query } };
    this.requests.push(seen);
    if (ctx.method === 'POST') {
      const text = await bodyOf(ctx.req);
      // Where oidc-provider looks when the stream has been read.
      ctx.req.body = text;
      Object.assign(seen.params, querystring.parse(text));
    }
    if (this.#settings.clock) ctx.set('date', new Date(Date.now() + this.#settings.clock * 1000).toUTCString());
    if (ctx.get('authorization')) seen.auth = 'header';
    else if ('client_assertion' in seen.params) seen.auth = 'assertion';
    else if ('client_secret' in seen.params) seen.auth = 'post';
    else seen.auth = 'none';
    await this.#answer(ctx, next, seen);
    seen.status = ctx.status;
    this.#writeDown(ctx, seen);
  };

  async #answer(ctx, next, seen) {
    const fault = this.#faults.find(({ route }) => route === seen.route);
    if (!fault) {
      await (this.#tooSoon(seen) ? slowDown(ctx) : next());
      return;
    }
    fault.times -= 1;
    if (fault.times <= 0) this.#faults.splice(this.#faults.indexOf(fault), 1);
    seen.fault = fault.then ?? (fault.status ? `status ${fault.status}` : 'delay');
    await pause(fault.delay);
    if (fault.then === 'hang') {
      ctx.respond = false;
    } else if (fault.then === 'close') {
      ctx.respond = false;
      ctx.req.socket.destroy();
    } else if (fault.then === 'lost') {
      // Done at the server, but the answer never arrives.
      await next();
      this.#writeDown(ctx, seen);
      ctx.respond = false;
      ctx.req.socket.destroy();
    } else if (fault.status) {
      ctx.status = fault.status;
      ctx.type = fault.type ?? (typeof fault.body === 'object' ? 'json' : 'html');
      ctx.body = fault.body ?? '';
      ctx.set(fault.headers ?? {});
    } else {
      await next();
      ctx.set(fault.headers ?? {});
    }
  }

  /** RFC 8628, 3.5: oidc-provider itself lets devices poll as often as they like. */
  #tooSoon({ route, params, at }) {
    if (route !== 'token' || !params.device_code) return false;
    const last = this.#polls.get(params.device_code);
    this.#polls.set(params.device_code, at);
    return last !== undefined && at - last < this.#settings.interval * 1000 - 100;
  }

  #writeDown(ctx, { route }) {
    const { body } = ctx;
    if (route === 'token' && body && typeof body === 'object') {
      for (const [name, list] of [['access_token', 'access'], ['refresh_token', 'refresh'], ['id_token', 'id']]) {
        if (typeof body[name] === 'string' && !this.issued[list].includes(body[name])) this.issued[list].push(body[name]);
      }
    }
    if (route === 'device_authorization' && body?.device_code) body.interval = this.#settings.interval;
    const location = ctx.response.get('location');
    const code = location && URL.canParse(location) && new URL(location).searchParams.get('code');
    if (code) this.issued.code.push(code);
  }
}

async function slowDown(ctx) {
  ctx.status = 400;
  ctx.body = { error: 'slow_down', error_description: 'you are polling too quickly and should back off at a reasonable rate' };
}

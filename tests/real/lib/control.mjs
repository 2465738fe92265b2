// The control port: JSON over HTTP, for the tests only.
//
//   GET  /             what can be set, and how many records of each kind there are
//   POST /set          {"access": 60, …}: lifetimes in seconds (access, refresh, code, device), interval, rotate, deny,
//                      refresh_tokens (false: none is issued), clock (seconds that the Date header is ahead),
//                      token_bits (how long tokens are)
//   POST /reset        settings, counters and faults as at the start; tokens stay
//   POST /fault        {"route": "token", "times": 1, "delay": ms, "status": 500, "body": …, "type": …, "headers": {…}}
//                      or "then": "hang" | "close" | "lost" (done, but the answer is lost); without status and then the
//                      request is carried out, only later (delay) or with other headers
//   DELETE /fault      no faults any more
//   POST /revoke       {"kinds": ["RefreshToken"]}; {} = everything that was granted
//   POST /age          {"kinds": ["RefreshToken"], "seconds": 60}: what was granted gets older; without kinds, all of it
//   GET  /counts       requests per route;  /counts?grant_type=refresh_token: of those with this parameter
//   GET  /requests     every request: route, method, parameters, how the client showed who it is, status, fault
//   GET  /issued       all token values: {"access": […], "refresh": […], "id": […], "code": […]}
//
// Routes: discovery, jwks, userinfo, token, introspection, revocation, device_authorization, device, interaction,
// authorization.

const EVERYTHING = ['AccessToken', 'ClientCredentials', 'RefreshToken', 'AuthorizationCode', 'DeviceCode', 'Grant', 'Session'];

async function jsonOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
}

function set(settings, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (typeof settings[name] !== typeof value) throw new Error(`nothing to set: ${name} = ${JSON.stringify(value)}`);
    settings[name] = value;
  }
  return settings;
}

function counts(requests, filter) {
  const matching = requests.filter(({ params }) => [...filter].every(([name, value]) => params[name] === value));
  const perRoute = {};
  for (const { route } of matching) perRoute[route] = (perRoute[route] ?? 0) + 1;
  return perRoute;
}

async function answer({ settings, store, observer, defaults }, request) {
  const url = new URL(request.url, 'http://control');
  const body = await jsonOf(request);
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /': return { settings, records: store.count() };
    case 'POST /set': return set(settings, body);
    case 'POST /reset': observer.clear(); return Object.assign(settings, defaults);
    case 'POST /fault': observer.addFault(body); return {};
    case 'DELETE /fault': observer.clearFaults(); return {};
    case 'POST /revoke': return { forgotten: store.forget(body.kinds ?? EVERYTHING) };
    case 'POST /age': return { aged: store.age(body.kinds ?? EVERYTHING, body.seconds) };
    case 'GET /counts': return counts(observer.requests, url.searchParams);
    case 'GET /requests': return observer.requests;
    case 'GET /issued': return observer.issued;
    default: throw new Error(`no such thing: ${request.method} ${url.pathname}`);
  }
}

export async function startControl(server, issuer) {
  server.on('request', async (request, response) => {
    let status = 200;
    const result = await answer(issuer, request).catch((error) => { status = 400; return { error: error.message }; });
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(result));
  });
}

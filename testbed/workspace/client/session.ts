/** One person's access to the REST API. */
export interface Session {
  login(): Promise<{ userId: string; authToken: string }>;
  /** Any endpoint. Throws a `ClientError` on `success: false`. */
  call(method: 'GET' | 'POST', path: string, params?: object): Promise<Answer>;
  send(method: 'GET' | 'POST', path: string, body?: BodyInit, type?: string): Promise<Answer>;
}

type Answer = Record<string, unknown>;

export class ClientError extends Error {
  readonly status: number;
  readonly errorType: string | undefined;
  constructor(path: string, status: number, { error, message, errorType }: Failure) {
    super(`${path} answered ${status}: ${error ?? message ?? 'no reason'}`);
    this.name = 'ClientError';
    this.status = status;
    this.errorType = errorType;
  }
}

interface Failure {
  error?: string;
  message?: string;
  errorType?: string;
}

/** Logs in on the first call, with the username as password. */
export function openSession(url: string, username: string): Session {
  let session: ReturnType<Session['login']> | undefined;

  const login = () => {
    session ??= (async () => {
      const body = JSON.stringify({ user: username, password: username });
      const headers = { 'content-type': 'application/json' };
      const answer = await read('login', await fetch(`${url}/api/v1/login`, { method: 'POST', headers, body }));
      return answer['data'] as { userId: string; authToken: string };
    })();
    return session;
  };

  const send: Session['send'] = async (method, path, body, type) => {
    const { userId, authToken } = await login();
    const headers = { 'x-auth-token': authToken, 'x-user-id': userId, ...(type && { 'content-type': type }) };
    return read(path, await fetch(`${url}/api/v1/${path}`, { method, headers, ...(body && { body }) }));
  };

  return {
    login,
    send,
    call(method, path, params = {}) {
      if (method === 'POST') return send(method, path, JSON.stringify(params), 'application/json');
      return send(method, `${path}?${new URLSearchParams({ ...params })}`);
    },
  };
}

async function read(path: string, response: Response): Promise<Answer> {
  const answer = (await response.json()) as Answer & Failure;
  if (!response.ok || answer['success'] === false) throw new ClientError(path, response.status, answer);
  return answer;
}

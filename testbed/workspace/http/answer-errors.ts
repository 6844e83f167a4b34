import type { ErrorRequestHandler, Response } from 'express';
import { InstallRefusal } from '../apps/refuse-install.ts';
import { ServerRefusal } from '../rules/refusal.ts';

/** Express's own error page as a production server shows it, without a word on its console. */
export const answerWithPage: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = statusOf(error);
  response
    .status(status)
    .type('html')
    .send(errorPage(messages[status] ?? 'Internal Server Error'));
};

/** API.v1.failure: `{success:false, error, errorType}` */
export function answerFailure(response: Response, error: unknown): void {
  if (error instanceof InstallRefusal) {
    const { status, messages: reasons } = error;
    response.status(400).json({ success: false, status, messages: reasons, error: reasons.join('; ') });
    return;
  }
  const { message } = error instanceof Error ? error : { message: String(error) };
  const errorType = error instanceof ServerRefusal ? { errorType: error.error } : {};
  const status = statusOf(error);
  response.status(status === 500 ? 400 : status).json({ success: false, error: message, ...errorType });
}

export const answerWithFailure: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  answerFailure(response, error);
};

const messages: Record<number, string> = {
  400: 'Bad Request',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
};

/** body-parser's errors carry the status they ask for. */
function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;
}

function errorPage(message: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>${message}</pre>
</body>
</html>
`;
}

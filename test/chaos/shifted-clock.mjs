import { readFileSync } from 'node:fs';
import http from 'node:http';

/**
 * `node --import`ed into a process, sets its wall clock: by as many milliseconds as stand in the file that CLOCK_FILE
 * names, from one moment to the next. Timers and the stopwatch go on as they were, as they do on a machine whose clock is
 * set.
 */
const file = process.env.CLOCK_FILE;
const Real = globalThis.Date;
const LOOK_EVERY_MS = 20;
let shift = 0;
let lookedAt = Number.NEGATIVE_INFINITY;

function now() {
  if (performance.now() - lookedAt > LOOK_EVERY_MS) {
    lookedAt = performance.now();
    try {
      shift = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      // Being written.
    }
  }
  return Real.now() + shift;
}

globalThis.Date = new Proxy(Real, {
  construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
  apply: () => new Real(now()).toString(),
  get: (target, name, self) => (name === 'now' ? now : Reflect.get(target, name, self)),
});

// Node's own code has a Date of its own, from before.
const { writeHead } = http.ServerResponse.prototype;
http.ServerResponse.prototype.writeHead = function dated(...head) {
  if (!this.headersSent && this.sendDate) this.setHeader('date', new Real(now()).toUTCString());
  return writeHead.apply(this, head);
};

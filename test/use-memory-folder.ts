import { inject } from 'vitest';

// `os.tmpdir()` reads it each time, and so does a process that a test starts.
process.env['TMPDIR'] = inject('temporary');

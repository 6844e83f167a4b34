import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // vitest would set NODE_ENV=test, under which the Apps-Engine grants an app every permission.
    env: { NODE_ENV: 'development' },
    pool: 'forks',
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,rc-app,gateway-endpoint,playground,scripts,docs}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});

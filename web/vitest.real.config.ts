import { defineConfig } from 'vitest/config';

/** Against running services, see test/real/services.ts. The longest wait is a latido, 15 s. */
export default defineConfig({
  test: { include: ['test/real/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false },
});

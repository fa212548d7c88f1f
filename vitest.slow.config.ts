import { defineConfig } from 'vitest/config'

// What is too long for `npm test`: the same properties over many more inputs. Files in test/slow, and *.slow.test.ts
// beside others, run only here.
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts', 'test/**/*.slow.test.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
  },
})

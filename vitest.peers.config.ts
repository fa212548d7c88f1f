import { defineConfig } from 'vitest/config'

// What is computed by real programs beside ours: PostgreSQL, Spark, LibreOffice. Each suite installs what it needs where
// it can, and says aloud what it could not find.
export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 15 * 60_000,
    fileParallelism: false,
  },
})

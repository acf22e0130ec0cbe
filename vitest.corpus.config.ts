import { defineConfig } from 'vitest/config'

/** Tests over documents of others, which lie beside the checkout; without them they are skipped. */
export default defineConfig({
  test: {
    include: ['tests/corpus/**/*.test.ts'],
    testTimeout: 120_000,
    // One of them starts a whole newsroom first.
    hookTimeout: 120_000,
  },
})

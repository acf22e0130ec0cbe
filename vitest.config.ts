import { defineConfig } from 'vitest/config'

/**
 * `pure`: floors 0 to 2 and the house itself, in Node.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            'tests/{house,web,domain,ingest,poll,classify,publish,pages,scripts}/**/*.test.{ts,tsx}',
          ],
        },
      },
    ],
  },
})

import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/**
 * `pure`: floors 0 to 2, the house and its tools, in Node. `workerd`: the floors above, inside the
 * runtime that serves them, each file with a D1 of its own. `processes`: `npm start` as it runs, and
 * its pages in a browser.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          setupFiles: ['tests/support/property-seed.ts'],
          include: [
            'tests/{house,web,domain,ingest,poll,classify,cluster,publish,embed,pages}/**/*.test.ts',
            'tests/{archive,contract,desk,retention,scripts,watch}/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'processes',
          setupFiles: ['tests/support/property-seed.ts'],
          include: ['tests/{start,readers,browser}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each of them builds into the same folder.
          fileParallelism: false,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: './src/index.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ADMIN_TOKEN: 'the-token',
                SITE_URL: 'https://despatch.example',
                PRIVATE_HOSTS: 'private.test',
                DNS_RESOLVER: 'off',
                LOG: 'quiet',
                MIGRATIONS: await readD1Migrations('./data/migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'workerd',
          setupFiles: ['tests/support/property-seed.ts'],
          // In the Worker's own world nothing else of this process is seen.
          env: { CI: process.env['CI'] ?? '' },
          // A whole world of sources polled, on a machine that does other things too.
          testTimeout: 30_000,
          include: ['tests/{routes,jobs,adapters}/**/*.test.ts'],
        },
      },
    ],
  },
})

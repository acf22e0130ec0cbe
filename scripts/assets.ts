import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import type { Asset } from '../src/embed/assets.ts'
import { EMBED_STYLE, PAGE_STYLE } from '../src/embed/style.ts'
import { ROOT } from './settings.ts'

/**
 * What other people's pages load from us, and its present version. Whoever changes what comes out
 * gives it the next one: pages elsewhere hold a published version to the hash of its bytes.
 */
const VERSIONS: Record<string, number> = {
  'embed.css': 1,
  'embed.js': 1,
  'embed-builder.js': 1,
  'embed-page.js': 1,
}

const FILE = join(ROOT, 'src/embed/assets.json')

/** Of our own pages alone, which name it by its hash: it needs no version. */
const DESK_SCRIPT_FILE = join(ROOT, 'src/desk/script.json')

/** A script of `browser/` in one file. Shadow parts, private members and the rest: what browsers have had since 2022. */
async function script(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'browser', name.replace(/js$/, 'ts'))],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

async function style(): Promise<string> {
  return (await transform(EMBED_STYLE + PAGE_STYLE, { loader: 'css', minify: true })).code
}

/** The present versions, as they come out of their sources. */
export const built = (): Promise<Asset[]> =>
  Promise.all(
    Object.entries(VERSIONS).map(async ([name, version]) => ({
      name,
      version,
      text: name.endsWith('.css') ? await style() : await script(name),
    })),
  )

/** The script of the desk, as it comes out of its source. */
export const deskScript = async () => ({ text: await script('desk.js') })

if (import.meta.main) {
  const present = await built()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this script has written
  const before = JSON.parse(await readFile(FILE, 'utf8').catch(() => '[]')) as Asset[]
  const isPresent = ({ name, version }: Asset) => VERSIONS[name] === version
  const all = [...before.filter((asset) => !isPresent(asset)), ...present]
  await writeFile(FILE, `${JSON.stringify(all, null, 2)}\n`)
  await writeFile(DESK_SCRIPT_FILE, `${JSON.stringify(await deskScript(), null, 2)}\n`)
}

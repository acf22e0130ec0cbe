import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { deskScript } from '../../scripts/assets.ts'
import { DESK_SCRIPT } from '../../src/desk/script.ts'

it('the script of the desk is as `npm run assets` makes it, and small', async () => {
  expect({ text: DESK_SCRIPT }).toEqual(await deskScript())
  expect(gzipSync(DESK_SCRIPT).length).toBeLessThan(1500)
})

// The declarations that tsup wrote for `import`, once more for `require`: they differ only in the endings of names. Having
// tsup write both takes twice the memory and the time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.mjs'

const folder = join(root, 'dist')
for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
  const text = readFileSync(join(folder, file), 'utf8').replace(/((?:from|import) '\.\/[^']+)\.js'/g, "$1.cjs'")
  writeFileSync(join(folder, file.replace(/\.d\.ts$/, '.d.cts')), text)
}

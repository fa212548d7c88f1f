// Writes the subpaths of src/ into package.json, where they stand as plain text for every tool to read.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entries, exportsFor, root, schemas } from './entries.mjs'

const file = join(root, 'package.json')
const manifest = JSON.parse(readFileSync(file, 'utf8'))
writeFileSync(file, `${JSON.stringify({ ...manifest, exports: exportsFor(entries(), schemas()) }, null, 2)}\n`)

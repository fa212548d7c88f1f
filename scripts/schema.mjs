// Writes the JSON Schemas of schema/, by which editors complete a project file and platforms check what they keep. A test
// says whether they are in step.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { graphSchema, resultSchema } from 'citymrv/json'
import { projectSchema } from 'citymrv/project'
import { root } from './entries.mjs'

for (const [name, schema] of [
  ['project', projectSchema()],
  ['graph', graphSchema()],
  ['result', resultSchema()],
])
  writeFileSync(join(root, `schema/${name}.json`), `${JSON.stringify(schema, null, 2)}\n`)

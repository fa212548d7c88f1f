// Writes schema/project.json, by which editors complete a project file. A test says whether it is in step.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectSchema } from 'citymrv/project'
import { root } from './entries.mjs'

writeFileSync(join(root, 'schema/project.json'), `${JSON.stringify(projectSchema(), null, 2)}\n`)

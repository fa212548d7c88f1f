// Removes what a build made, so that no file of an earlier build is packed.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.mjs'

rmSync(join(root, 'dist'), { recursive: true, force: true })

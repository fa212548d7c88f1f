import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** All modules of src/, by their path from the root. */
export const sourceFiles = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && each.name.endsWith('.ts'))
      .map((each) => join(each.parentPath, each.name))
      .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const),
  )

/** package.json. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly sideEffects: boolean
  readonly exports: Record<string, unknown>
  readonly bin: Record<string, string>
  readonly scripts: Record<string, string>
  readonly dependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Problems } from '../../../core/errors'
import { withFile } from '../failures'
import { say, sayJson } from '../io'
import { type AddCommand, jsonOption } from './command'
import { exampleFiles } from './example'

export const addInit: AddCommand = (program, io) => {
  program
    .command('init')
    .description('write a small example project that runs; files that are there are never overwritten')
    .argument('[DIR]', 'where to write it', '.')
    .option(...jsonOption)
    .action((given: string, { json }: { json?: boolean }) => {
      const folder = resolve(io.cwd, given)
      const names = Object.keys(exampleFiles)
      const problems = new Problems()
      for (const name of names) {
        if (existsSync(join(folder, name)))
          problems.add('file.exists', 'The file is there already', {
            at: { file: join(given, name) },
            hint: 'Name another folder; nothing was written.',
          })
      }
      problems.throwIfAny()
      withFile('file.write', given, () => mkdirSync(folder, { recursive: true }))
      // 'wx' fails where a file has come into being since
      for (const name of names)
        withFile('file.write', join(given, name), () =>
          writeFileSync(join(folder, name), exampleFiles[name] as string, { flag: 'wx' }),
        )
      if (json) return sayJson(io.stdout, { folder: given, files: names })
      say(io.stdout, `wrote ${names.map((name) => join(given, name)).join(' and ')}`)
      say(io.stdout, `Run it with: citymrv run ${/\s/.test(given) ? JSON.stringify(given) : given}`)
    })
}

import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { projectSchema } from '../../src/accounts/project'

const shipped = JSON.parse(readFileSync('schema/project.json', 'utf8')) as object

test('the shipped schema of the project file is that of today: else run `npm run schema`', () => {
  expect(shipped).toEqual(JSON.parse(JSON.stringify(projectSchema())))
})

test('it accepts the example project and refuses an unknown field', () => {
  const valid = new Ajv2020({ strict: false }).compile(shipped)
  const project = parse(readFileSync('examples/surabaya-composting/project.yaml', 'utf8')) as object
  expect(valid(project), JSON.stringify(valid.errors)).toBe(true)
  expect(valid({ ...project, baselin: 'x' })).toBe(false)
})

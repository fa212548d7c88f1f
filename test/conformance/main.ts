import { writeFileSync } from 'node:fs'
import { methodOf, methods } from '../../src/methods'
import { type Cell, cellOf, type Trial, type Tried, trialOf, triedOf } from './matrix'
import type { Conforming } from './task'

interface Options {
  readonly json: boolean
  readonly random: number
  /** The most cases that go through a slow use. */
  readonly slowCases: number
  /** The ids of the methods to try, all where there are none. */
  readonly only: readonly string[]
  /** Where the page is written, if it is. */
  readonly page?: string
}

/** The largest share of rows that may be drawn in vain. */
const mostRejected = 0.2

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const rounded = (value: number): string => (value === 0 ? '0' : value.toExponential(1))

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => ' --- ').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]

const page = (cells: readonly Cell[], tried: readonly Tried[], uses: readonly Conforming[]): string =>
  [
    '# Conformance',
    '',
    'Every method through every use, compared with the exact evaluation: all cases of `test/cases`, and random rows that',
    'reach every branch, bound, zero and refusal. `npm run conformance` computes this page.',
    '',
    '`worst` is the largest |a − b| / s, s being the sum of magnitudes along the additive chain; a row that the exact',
    'evaluation refuses must be refused.',
    '',
    ...uses.flatMap(({ name, tolerance }) => [
      `## ${name}`,
      '',
      `Tolerance: ${tolerance} × s.`,
      '',
      ...table(
        ['method', 'cases', 'random rows', 'worst', 'failed'],
        cells
          .filter(({ use }) => use === name)
          .map(({ method, cases, random, worst, failed }) => [method, cases, random, rounded(worst), failed.length]),
      ),
      '',
    ]),
    '## What was tried',
    '',
    'Some rows are spoilt on purpose, or kept though the exact evaluation refuses them: every use must refuse them too.',
    'Draws rejected: the share of all other draws that the exact evaluation refuses, at most 20 %. Rows that are decided by',
    'a hair (within 1e-9 of a threshold) are not compared.',
    '',
    ...table(
      ['method', 'random rows', 'to be refused', 'draws rejected', 'by a hair', 'branches taken', 'largest s / value'],
      tried.map(({ method, rows, refused, rejected, near, branches }) => [
        method,
        rows,
        refused,
        percent(rejected),
        near,
        `${branches.taken} of ${branches.all}`,
        rounded(Math.max(...cells.filter((each) => each.method === method).map(({ amplification }) => amplification))),
      ]),
    ),
    '',
  ].join('\n')

/** Whether the rows of a method reach all of it, and few were drawn in vain. */
const isCovered = ({ branches, rejected }: Tried): boolean => branches.missed.length === 0 && rejected <= mostRejected

const tell = (isGood: boolean, text: string, more: readonly string[]): void => {
  process.stderr.write(`${isGood ? 'ok' : 'FAILED'}: ${text}\n`)
  for (const each of more.slice(0, 5)) process.stderr.write(`  ${each}\n`)
}

const tellCell = ({ method, use, cases, random, worst, failed }: Cell): void =>
  tell(
    failed.length === 0,
    `${method} through ${use}: ${cases} cases, ${random} random rows, worst ${rounded(worst)}`,
    failed,
  )

const tellTried = (each: Tried): void => {
  const { method, branches, refused, rejected } = each
  const { taken, all, missed } = branches
  tell(
    isCovered(each),
    `${method}: ${taken} of ${all} branches taken, ${refused} rows to be refused, ${percent(rejected)} of the draws rejected`,
    missed,
  )
}

/** Computes the matrix, prints it, and tells whether all agreed, every branch was taken, and few draws were rejected. */
export const main = async (
  uses: readonly Conforming[],
  { json, random, slowCases, only, page: file }: Options,
): Promise<boolean> => {
  const tried: Tried[] = []
  const wanted = only.length === 0 ? [...methods().values()] : only.map(methodOf)
  const trials = wanted.map((method) => {
    let trial: Trial | undefined
    return (): Trial => {
      if (!trial) {
        trial = trialOf(method, random)
        tried.push(triedOf(trial))
        tellTried(triedOf(trial))
      }
      return trial
    }
  })
  // each use goes through the methods at its own pace: those in another process compute beside each other
  const through = async (use: Conforming): Promise<Cell[]> => {
    const cells: Cell[] = []
    for (const trial of trials) {
      const cell = await cellOf(trial(), use, slowCases)
      tellCell(cell)
      cells.push(cell)
    }
    await use.stop?.()
    return cells
  }
  const cells = (await Promise.all(uses.map(through))).flat()
  if (file !== undefined) writeFileSync(file, page(cells, tried, uses))
  if (json) {
    const records = cells.map(({ method, use, cases, random: rows, worst, failed }) => ({
      method,
      use,
      cases,
      random: rows,
      worst,
      failed: failed.length,
    }))
    process.stdout.write(`${JSON.stringify(records, null, 2)}\n`)
  }
  return cells.every(({ failed }) => failed.length === 0) && tried.every(isCovered)
}

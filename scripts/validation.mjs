// Computes every case of test/cases and compares it with its source: writes docs/validation.md and, with --json, prints
// one record a figure. The library is passed in, so that the tests run the same function over the sources.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Decimal as Base } from 'decimal.js'

const Decimal = Base.clone({ defaults: true, precision: 60 })
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const usual = '1e-9'

/** All cases, file by file; two of one id are an error. */
export const readCases = (folder = join(root, 'test/cases')) => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  const cases = files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const known = new Set()
  for (const { id } of cases) {
    if (/[:#]/.test(id)) throw new Error(`${id}: an id has no colon and no #`)
    if (known.has(id)) throw new Error(`${id} stands twice in test/cases`)
    known.add(id)
  }
  return cases
}

/** Half a unit of the last printed digit: 0.05 for `190.5`, 5 for `1.2e2`. */
export const halfUnit = (text) => {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  const decimals = (mantissa.split('.')[1] ?? '').length
  return new Decimal(10).pow(Number(exponent) - decimals).dividedBy(2)
}

/** How far the computed figure may be from the expected one, and the rule that says so. */
const allowed = ({ value, printed, tolerance }) => {
  const size = new Decimal(value).abs()
  if (tolerance)
    return {
      most: size.times(tolerance.relative),
      rule: `relative ${tolerance.relative}: ${tolerance.reason}`,
      other: true,
    }
  if (printed) return { most: halfUnit(value), rule: 'half a unit of the last printed digit', other: false }
  return { most: size.times(usual), rule: `relative ${usual}`, other: false }
}

const sourceText = ({ document, locator }) => [document, locator].filter(Boolean).join(', ')

const figureName = ({ output, step, at = {} }) => [output ?? step, ...Object.values(at)].join(' ').replace(/[:#]/g, ' ')

/** Goes down the nested records of a stored value. */
const cellOf = (value, over, at) => over.reduce((inside, name) => inside?.[at[name]], value)

const computedOutput = (result, { output, at = {}, unit }, gwp) => {
  const values = result.outputs[output]
  if (!values) throw new Error(`there is no output "${output}"`)
  return values.at(at).in(gwp ? unit.replace(/CO2e(?! \()/, `CO2e (${gwp})`) : unit).value
}

const computedStep = (stored, { step, at = {}, unit }) => {
  const found = stored.steps.filter(({ name }) => name === step)
  if (found.length !== 1) throw new Error(`there are ${found.length} steps called "${step}"`)
  if (found[0].unit !== unit) throw new Error(`the step is in "${found[0].unit}", the case in "${unit}"`)
  const value = cellOf(found[0].value, found[0].over, at)
  if (typeof value !== 'string') throw new Error(`the step has no value at ${JSON.stringify(at)}`)
  return value
}

const compare = (figure, computed) => {
  const { most, rule, other } = allowed(figure)
  const difference = new Decimal(computed).minus(figure.value).abs()
  return {
    ok: difference.lte(most),
    rule,
    other,
    share: most.isZero() ? (difference.isZero() ? 0 : Infinity) : difference.dividedBy(most).toNumber(),
  }
}

/** Computes one case: one record for each of its figures. What cannot be computed is not ok, with the reason. */
const validateCase = (each, { evaluate, methods }) => {
  const { id, method, kind, source, inputs, context = {}, expected } = each
  const several = expected.length > 1
  const base = (figure) => ({
    id: several ? `${id}#${figureName(figure)}` : id,
    method,
    kind,
    source: sourceText(source),
    expected: figure.value,
  })
  let result
  try {
    const found = methods().get(method)
    if (!found) throw new Error(`there is no method "${method}"`)
    result = evaluate(found, inputs, context)
  } catch (error) {
    return expected.map((figure) => ({
      ...base(figure),
      computed: null,
      ok: false,
      unit: figure.unit,
      rule: allowed(figure).rule,
      other: false,
      share: Infinity,
      error: error.message,
    }))
  }
  const stored = expected.some(({ step }) => step) ? result.toJSON() : undefined
  return expected.map((figure) => {
    try {
      const computed = figure.output ? computedOutput(result, figure, context.gwp) : computedStep(stored, figure)
      return { ...base(figure), computed, unit: figure.unit, ...compare(figure, computed) }
    } catch (error) {
      return {
        ...base(figure),
        computed: null,
        ok: false,
        unit: figure.unit,
        rule: allowed(figure).rule,
        other: false,
        share: Infinity,
        error: error.message,
      }
    }
  })
}

/** Computes all cases: `{ case, figures }`, a figure with what was expected, what came out, and whether it fits. */
export const validate = (library, cases = readCases()) => {
  const report = cases.map((each) => ({ case: each, figures: validateCase(each, library) }))
  const known = new Set()
  for (const { id } of report.flatMap(({ figures }) => figures)) {
    if (known.has(id)) throw new Error(`${id} is expected twice`)
    known.add(id)
  }
  return report
}

/** What `--json` prints: one record a figure. */
export const records = (report) =>
  report.flatMap(({ figures }) =>
    figures.map(({ id, method, kind, source, expected, computed, ok, unit, rule, error }) => ({
      id,
      method,
      kind,
      source,
      expected,
      computed,
      ok,
      unit,
      tolerance: rule,
      ...(error ? { error } : {}),
    })),
  )

const cut = (text) => (text && text.length > 22 ? `${text.slice(0, 21)}…` : (text ?? 'nothing'))
const cell = (text) => String(text).replace(/\|/g, '\\|').replace(/\s+/g, ' ')

/** The difference as a reader wants it: relative, or the plain one where nothing was expected. */
const differenceText = ({ expected, computed }) => {
  if (computed === null) return '–'
  const difference = new Decimal(computed).minus(expected)
  if (difference.isZero()) return '0'
  const relative = new Decimal(expected).isZero() ? difference : difference.dividedBy(new Decimal(expected).abs())
  return relative.toExponential(1)
}

const worst = (figures) => figures.reduce((before, each) => (each.share > before.share ? each : before))

const kinds = ['published', 'peer-computed', 'independent']

/** The page: a summary by method and kind, then every case with its worst figure. */
export const markdown = (report) => {
  const figures = report.flatMap((each) => each.figures)
  const failed = figures.filter(({ ok }) => !ok)
  const hasOwn = (each) => each.figures.some(({ other }) => other)
  const apart = report.filter(hasOwn)
  const byRule = report.filter((each) => !hasOwn(each))
  const fits = (list) => list.filter((each) => each.figures.every(({ ok }) => ok)).length
  const methods = [...new Set(report.map((each) => each.case.method))].sort()
  const count = (list) => `${list.length} ${list.length === 1 ? 'case' : 'cases'}`
  const lines = [
    '# Validation',
    '',
    'Made by `npm run validation` from `test/cases/*.json`: every case is computed with the library and compared with its',
    'source. A case is one input set from one source; its years, types and gases count once.',
    '',
    `**${count(report)}, ${figures.length} figures.** By the rules below ${fits(byRule)} of ${count(byRule)} fit. Counted apart: ` +
      `${fits(apart)} of ${count(apart)} with a tolerance of their own fit within it.`,
    '',
    '- *published*: inputs and result are printed in an official document, or held as figures in its official workbook;',
    '  a printed figure fits within half a unit of its last digit.',
    '- *peer-computed*: computed by someone else’s implementation, such as the official workbook with other inputs.',
    '- *independent*: computed by a script in `test/cases/derive/`, written from the document alone, that uses nothing of',
    '  the library.',
    '- What is not printed fits within a relative difference of 1e-9.',
    '',
    `| method | ${kinds.join(' | ')} | apart | cases | figures | figures that fit |`,
    `|---|${kinds.map(() => '--:').join('|')}|--:|--:|--:|--:|`,
    ...methods.map((method) => {
      const mine = report.filter((each) => each.case.method === method)
      const all = mine.flatMap((each) => each.figures)
      const byKind = kinds.map((kind) => mine.filter((each) => each.case.kind === kind && !hasOwn(each)).length)
      return `| ${method} | ${byKind.join(' | ')} | ${mine.filter(hasOwn).length} | ${mine.length} | ${all.length} | ${all.filter(({ ok }) => ok).length} |`
    }),
    '',
    'Below, each case with the number of its figures and the one that is farthest from its source, measured by what its',
    'rule allows. The difference is relative to the expected figure; where 0 was expected it is the computed figure.',
  ]
  for (const method of methods) {
    const mine = report.filter((each) => each.case.method === method)
    lines.push(
      '',
      `## ${method}`,
      '',
      '| case | kind | figures | farthest figure | expected | computed | unit | difference | fits |',
      '|---|---|--:|---|--:|--:|---|--:|---|',
    )
    for (const each of mine) {
      const far = worst(each.figures)
      const fit = each.figures.every(({ ok }) => ok)
      const bad = each.figures.filter(({ ok }) => !ok).length
      lines.push(
        `| ${[
          each.case.id.slice(each.case.id.indexOf('/') + 1),
          each.case.kind,
          each.figures.length,
          each.figures.length > 1
            ? far.id.slice(far.id.indexOf('#') + 1)
            : (each.case.expected[0].output ?? each.case.expected[0].step),
          cut(far.expected),
          cut(far.computed),
          far.unit,
          differenceText(far),
          fit ? 'yes' : `no (${bad})`,
        ]
          .map(cell)
          .join(' | ')} |`,
      )
    }
    lines.push('', 'Sources:', '')
    for (const each of mine)
      lines.push(
        `- ${each.case.id.slice(each.case.id.indexOf('/') + 1)}: ${sourceText(each.case.source).replace(/\s+/g, ' ')}`,
      )
  }
  lines.push('', '## Figures with a tolerance of their own', '')
  const others = figures.filter(({ other }) => other)
  for (const { id, expected, computed, rule, ok } of others)
    lines.push(`- ${id}: expected ${expected}, computed ${computed}; ${rule}; ${ok ? 'fits' : 'does not fit'}.`)
  if (others.length === 0) lines.push('None.')
  if (failed.length > 0) {
    lines.push('', '## Figures that do not fit', '')
    for (const { id, expected, computed, error } of failed)
      lines.push(
        `- ${id}: expected ${expected}, computed ${computed ?? 'nothing'}${error ? ` (${error.replace(/\s+/g, ' ')})` : ''}`,
      )
  }
  return `${lines.join('\n')}\n`
}

const main = async () => {
  const built = (name) => join(root, 'dist', `${name}.js`)
  if (!existsSync(built('index')))
    throw new Error('The library is not built: run "npm run build:quick" first, or "npm run validation".')
  const [{ evaluate }, { methods }] = await Promise.all([
    import(pathToFileURL(built('index'))),
    import(pathToFileURL(built('methods'))),
  ])
  const report = validate({ evaluate, methods })
  writeFileSync(join(root, 'docs/validation.md'), markdown(report))
  const all = records(report)
  const failed = all.filter(({ ok }) => !ok)
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(all, null, 1)}\n`)
  else {
    for (const { id, expected, computed, error } of failed)
      console.log(`${id}: expected ${expected}, computed ${computed ?? error}`)
    console.log(`${report.length} cases, ${all.length} figures, ${failed.length} do not fit; see docs/validation.md`)
  }
  if (failed.length > 0) process.exitCode = 1
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main()

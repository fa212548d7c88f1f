import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Io, main } from '../../src/app/cli'
import { progressOf } from '../../src/app/cli/progress'

const home = mkdtempSync(join(tmpdir(), 'citymrv-cli-'))
let count = 0
let cwd = home

beforeEach(() => {
  cwd = join(home, `case-${++count}`)
  mkdirSync(cwd)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

interface Surroundings {
  readonly stdin?: string
  readonly tty?: boolean
  readonly env?: Io['env']
  readonly at?: string
}

const ioOf = ({ stdin = '', tty = false, env = {}, at }: Surroundings = {}) => {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (part: string) => {
      text[name] += part
      return true
    },
    isTTY: tty,
    ...(tty ? { columns: 80 } : {}),
  })
  const io: Io = {
    stdout: stream('out'),
    stderr: stream('err'),
    stdin: async () => new TextEncoder().encode(stdin),
    cwd: at ?? cwd,
    env,
  }
  return { io, text }
}

const run = async (
  argv: readonly string[],
  surroundings: Surroundings = {},
): Promise<{ code: number; out: string; err: string }> => {
  const { io, text } = ioOf(surroundings)
  const code = await main(argv, io)
  return { code, ...text }
}

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(cwd, name), content)
  return name
}

const compost = (inputs: unknown, context: unknown = { gwp: 'AR5' }): string => JSON.stringify({ inputs, context })

interface Errors {
  readonly errors: readonly {
    code: string
    message: string
    at: Readonly<Record<string, unknown>>
    found?: string
    expected?: string
    hint?: string
  }[]
}

const errorsOf = (text: string): Errors['errors'] => (JSON.parse(text) as Errors).errors

const lines = (text: string): string[] => text.trimEnd().split('\n')

describe('citymrv', () => {
  it('shows its version and its help on standard output', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const help = await run(['--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    for (const name of ['run', 'evaluate', 'methods', 'factors', 'explain', 'verify', 'init']) {
      expect(help.out).toContain(`  ${name} `)
      const own = await run([name, '--help'])
      expect(own).toMatchObject({ code: 0, err: '' })
      expect(own.out).toContain('--json')
      for (const line of lines(own.out)) expect(line.length).toBeLessThanOrEqual(80)
    }
  })

  it('without a command shows its help on standard error', async () => {
    const { code, out, err } = await run([])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Usage: citymrv')
  })

  it.each([
    ['an unknown command', ['nope'], "Unknown command 'nope'"],
    ['a mistyped command', ['methds'], 'Did you mean methods?'],
    ['an unknown option', ['methods', '--jsn'], "Unknown option '--jsn'"],
    ['a missing argument', ['run'], "Missing required argument 'FILE'"],
    ['a missing option', ['evaluate', 'waste.composting'], "Required option '--input <FILE>'"],
    ['an argument too many', ['verify', 'a', 'b'], 'Too many arguments'],
    ['an unknown method', ['methods', 'waste.compost'], 'Did you mean "waste.composting"?'],
    [
      'an unknown method to evaluate',
      ['evaluate', 'constructor', '--input', 'nope.json'],
      'There is no method "constructor"',
    ],
    ['an unknown option of a method', ['methods', 'measures.composting-programme?mony=IDR'], 'Did you mean "money"?'],
    [
      'a wrong option of a method',
      ['evaluate', 'measures.composting-programme?money=DUCAT', '--input', '-'],
      '"DUCAT" is not a unit',
    ],
    ['a schema of nothing', ['methods', '--schema'], '--schema needs the ID'],
    ['an unknown region', ['factors', '--region', 'Atlantis'], 'The region is not known'],
    ['an unknown fuel', ['factors', '--fuel', 'deisel'], 'Did you mean "diesel"?'],
    ['an unknown source', ['factors', '--source', 'ipcc-2007'], '"ipcc-2006-v2"'],
    ['an unknown unit', ['factors', '--in', 'kgg'], '"kgg" is not a unit'],
    ['an unknown column', ['factors', '--where', 'feul=diesel'], 'Did you mean "fuel"?'],
    ['no page', ['factors', '--page', '0'], '--page is not a page'],
    ['a page that is not there', ['factors', '--page', '9999'], 'There is no such page'],
  ])('ends with 2 for %s, with --json as JSON too', async (_, argv, text) => {
    const plain = await run(argv)
    expect(plain).toMatchObject({ code: 2, out: '' })
    expect(plain.err).toContain(text)
    expect(lines(plain.err)).toHaveLength(1)
    const json = await run([...argv, '--json'])
    expect(json).toMatchObject({ code: 2, out: '' })
    const [problem] = errorsOf(json.err)
    expect(`${problem?.message} ${problem?.hint ?? ''}`).toContain(text)
  })

  it('ends with 70 for a fault of its own, and shows where only with DEBUG', async () => {
    const broken = (env: Io['env']) => {
      const { io, text } = ioOf({ env })
      return { text, io: { ...io, stdin: () => Promise.reject(new TypeError('a bug')) } }
    }
    const quiet = broken({})
    expect(await main(['evaluate', 'waste.composting', '--input', '-'], quiet.io)).toBe(70)
    expect(quiet.text.out).toBe('')
    expect(lines(quiet.text.err)).toEqual([expect.stringContaining('a fault of citymrv, not of your data: a bug')])
    const loud = broken({ DEBUG: '1' })
    expect(await main(['evaluate', 'waste.composting', '--input', '-'], loud.io)).toBe(70)
    expect(loud.text.err).toContain('TypeError: a bug\n    at ')
    const json = broken({})
    expect(await main(['evaluate', 'waste.composting', '--input', '-', '--json'], json.io)).toBe(70)
    expect(errorsOf(json.text.err)).toMatchObject([{ code: 'internal.fault' }])
  })

  it('uses colours on a terminal only, and not with NO_COLOR', async () => {
    const mark = '\u001b['
    expect((await run(['methods'], { tty: true })).out).toContain(mark)
    expect((await run(['nope'], { tty: true })).err).toContain(mark)
    expect((await run(['methods'])).out).not.toContain(mark)
    expect((await run(['nope'])).err).not.toContain(mark)
    expect((await run(['methods'], { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain(mark)
    expect((await run(['methods', '--json'], { tty: true })).out).not.toContain(mark)
  })
})

describe('progress', () => {
  const slow = (tty: boolean) => {
    let time = 0
    const { io, text } = ioOf({ tty })
    // cli-progress draws through the functions of a terminal stream
    const terminal = Object.assign(io.stderr, {
      cursorTo: () => true,
      clearLine: () => true,
      moveCursor: () => true,
      clearScreenDown: () => true,
    })
    return {
      progress: progressOf({ ...io, stderr: terminal }, 3, () => time),
      text,
      wait: (ms: number) => (time += ms),
    }
  }

  it('shows a bar on a terminal once a second has gone by', async () => {
    const { progress, text, wait } = slow(true)
    await progress.step('reading')
    expect(text.err).toBe('')
    wait(1500)
    await progress.step('computing')
    expect(text.err).toContain('1/3 computing')
    progress.stop()
    expect(text.out).toBe('')
  })

  it('shows it at once for a step that will be long', async () => {
    const { progress, text } = slow(true)
    await progress.step('computing', true)
    expect(text.err).toContain('0/3 computing')
    progress.stop()
  })

  it('shows nothing off a terminal', async () => {
    const { progress, text, wait } = slow(false)
    await progress.step('reading', true)
    wait(5000)
    await progress.step('computing')
    progress.stop()
    expect(text).toEqual({ out: '', err: '' })
  })
})

describe('citymrv methods', () => {
  interface Port {
    readonly unit: string | null
    readonly over: readonly string[]
    readonly required?: boolean
    readonly labels?: readonly string[]
    readonly role?: string | null
    readonly derived?: boolean
  }
  interface Listed {
    readonly id: string
    readonly inputs: Readonly<Record<string, Port>>
    readonly outputs: Readonly<Record<string, Port>>
  }
  let all: readonly Listed[]
  beforeAll(async () => {
    all = JSON.parse((await run(['methods', '--json'])).out) as Listed[]
  })
  const listed = (id: string): Listed => all.find((each) => each.id === id) as Listed

  it('lists them as JSON: every port flat, with unit, dimensions, need and default', () => {
    expect(all.length).toBeGreaterThanOrEqual(9)
    for (const method of all) {
      expect(method.id).toMatch(/^[a-z]+\.[a-z0-9.-]+$/)
      expect(method).toMatchObject({
        title: expect.any(String),
        source: { document: expect.any(String) },
        edition: expect.any(String),
        version: expect.any(String),
      })
      for (const [name, port] of Object.entries(method.inputs)) {
        expect(Object.keys(port), `${method.id} ${name}`).toEqual(
          expect.arrayContaining(['unit', 'over', 'required', 'default']),
        )
        expect(port.unit === null, `${method.id} ${name}`).toBe(port.labels !== undefined)
      }
      for (const port of Object.values(method.outputs))
        expect(port).toMatchObject({ unit: expect.any(String), over: expect.any(Array), derived: expect.any(Boolean) })
    }
  })

  it('says what is required and what is looked up', () => {
    const { inputs } = listed('waste.solid-waste-disposal')
    expect(inputs.deposited).toMatchObject({
      unit: 't waste (wet)',
      over: ['wasteType', 'year'],
      required: true,
      default: null,
    })
    expect(inputs.recovered).toMatchObject({ required: false, default: '0' })
    expect(inputs.docf).toMatchObject({ unit: '1', required: false, kind: 'factor' })
    expect(inputs.cover).toMatchObject({ unit: null, labels: ['managed-oxidising-cover', 'other'], default: 'other' })
  })

  it('names the outputs of a measure by role, the derived ones among them', () => {
    const { outputs } = listed('measures.composting-programme')
    expect(outputs['baseline.ch4']).toEqual({
      unit: 't CH4 (biogenic)',
      over: ['year'],
      role: 'baseline',
      derived: false,
    })
    expect(outputs['reduction.ch4']).toMatchObject({ role: 'reduction', derived: true })
    expect(outputs.co2e).toMatchObject({ unit: 't CO2e', derived: true })
    expect(listed('waste.composting').outputs.ch4).toMatchObject({ role: null, derived: false })
  })

  it('shows one, with its options, and the schema of its inputs', async () => {
    const one = JSON.parse(
      (await run(['methods', 'measures.composting-programme?money=JPY (nominal)', '--json'])).out,
    ) as Listed
    expect(one.id).toBe('measures.composting-programme?money=JPY (nominal)')
    expect(one.inputs.tippingFee?.unit).toBe('JPY (nominal)/t waste (wet)')
    const { code, out } = await run(['methods', 'waste.composting', '--schema'])
    expect(code).toBe(0)
    const check = new Ajv2020({ strictTypes: false }).compile(JSON.parse(out) as object)
    expect(check({ treated: '1200 t' })).toBe(true)
    expect(check({ treated: 'much' })).toBe(false)
  })

  it('shows one without a greenhouse gas, of which nothing is derived', async () => {
    const { code, out } = await run(['methods', 'waste.open-burned-amount'])
    expect(code).toBe(0)
    expect(out).toContain('burnt   t waste (wet)')
  })

  it('fits tables into 80 columns', async () => {
    for (const argv of [
      ['methods'],
      ...all.map(({ id }) => ['methods', id]),
      ['factors'],
      ['factors', '--fuel', 'anthracite', '--all'],
    ]) {
      const { code, out } = await run(argv)
      expect(code).toBe(0)
      const long = lines(out).filter((line) => [...line].length > 80)
      expect(
        long.filter((line) => !/https?:|^ipcc|^jcm|^cdm/.test(line)),
        argv.join(' '),
      ).toEqual([])
    }
  })
})

describe('citymrv evaluate', () => {
  it('prints outputs as decimal text with units, digest and all that verify needs', async () => {
    put('in.json', compost({ treated: '1200 t' }, { region: 'ID', gwp: 'AR5' }))
    const { code, out, err } = await run(['evaluate', 'waste.composting', '--input', 'in.json', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = JSON.parse(out) as Record<string, unknown>
    expect(result.outputs).toEqual({
      ch4: { value: '4.8', unit: 't CH4 (biogenic)' },
      n2o: { value: '0.288', unit: 't N2O' },
      co2e: { value: '210.72', unit: 't CO2e (AR5)', derived: true },
    })
    expect(result.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    put('result.json', out)
    expect(await run(['verify', 'result.json'])).toMatchObject({ code: 0, err: '' })
  })

  it('prints tables, rounded, with remarks, for people', async () => {
    const { code, out } = await run(['evaluate', 'waste.composting', '--input', '-'], {
      stdin: compost({ treated: '1200.123456 t' }),
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^co2e +210\.7 {2}t CO2e \(AR5\)$/m)
    expect(out).toContain('rounded for the eye')
    expect(out).toContain('unit.taken: treated: "1200.123456 t" is taken as t waste (wet)')
  })

  it('nests values by label in the declared order, and gives no CO2e without a GWP set', async () => {
    const stdin = compost(
      {
        deposited: { food: { from: 2010, values: ['1000', 2000] } },
        climate: 'tropical-moist-wet',
        site: 'managed-anaerobic',
      },
      {},
    )
    const { out } = await run(['evaluate', 'waste.solid-waste-disposal', '--input', '-', '--json'], { stdin })
    const { outputs } = JSON.parse(out) as { outputs: Record<string, { value: Record<string, string> }> }
    expect(Object.keys(outputs)).toEqual(['ch4'])
    expect(Object.keys(outputs.ch4?.value ?? {})).toEqual(['2010', '2011'])
    expect(outputs.ch4?.value['2011']).toMatch(/^\d+\.\d{20,}$/)
  })

  it('takes YAML, rows of factors, and every digit of a number', async () => {
    const digits = '1200.1234567890123456789'
    put(
      'in.yaml',
      `inputs:\n  treated: ${digits}\ncontext:\n  factors:\n    - { parameter: EF, activity: composting, value: 5, unit: g CH4 (biogenic)/kg waste (wet) }\n`,
    )
    const { code, out, err } = await run(['evaluate', 'waste.composting', '--input', 'in.yaml', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = JSON.parse(out) as { outputs: { ch4: { value: string } }; inputs: { name: string; given: string }[] }
    expect(result.inputs.find(({ name }) => name === 'treated')?.given).toBe(digits)
    expect(result.outputs.ch4.value).toBe('6.0006172839450617283945')
  })

  it.each([
    ['a file that is not there', undefined, 'file.missing', undefined],
    ['text that is no JSON', '{"inputs": {', 'file.format', 1],
    ['a name twice', '{"inputs": {"treated": 1,\n"treated": 2}}', 'file.format', 2],
    ['a prototype key', '{"inputs":\n{"__proto__": 1}}', 'file.format', 2],
    ['a list', '[]', 'context.invalid', 1],
    ['no inputs', '{"context": {}}', 'context.invalid', 1],
    ['an unknown part', '{"inputs": {"treated": 1},\n"contxt": {}}', 'context.invalid', 2],
    [
      'an unknown name in the context',
      '{"inputs": {"treated": 1},\n"context": {\n"gpw": "AR5"}}',
      'context.invalid',
      3,
    ],
    ['a wrong kind in the context', '{"inputs": {"treated": 1},\n"context": {"factors": 3}}', 'context.invalid', 2],
    ['an unknown GWP set', '{"inputs": {"treated": 1}, "context": {"gwp": "AR7"}}', 'gwp.missing', undefined],
    ['an unknown input', '{"inputs": {"treated": 1,\n"treatd": 2}}', 'input.unknown', 2],
    ['a missing input', '{"inputs": {}}', 'input.missing', 1],
    ['a wrong unit', '{"inputs": {\n\n"treated": "3 kWh"}}', 'unit.differs', 3],
    ['a thousands separator', '{"inputs": {"treated": "1,200"}}', 'number.invalid', 1],
    ['a number out of reach', '{"inputs": {"treated": 1e301}}', 'number.range', 1],
    ['a truth value', '{"inputs": {"treated": true}}', 'input.shape', 1],
  ])('ends with 1 for %s, with file and row', async (_, text, code, row) => {
    if (text !== undefined) put('in.json', text)
    const plain = await run(['evaluate', 'waste.composting', '--input', 'in.json'])
    expect(plain).toMatchObject({ code: 1, out: '' })
    expect(lines(plain.err)).toHaveLength(1)
    expect(plain.err).toContain(row === undefined ? 'in.json' : `in.json, row ${row}`)
    const json = await run(['evaluate', 'waste.composting', '--input', 'in.json', '--json'])
    expect(json).toMatchObject({ code: 1, out: '' })
    expect(errorsOf(json.err)).toMatchObject([{ code, at: { file: 'in.json', ...(row === undefined ? {} : { row }) } }])
  })

  const sets =
    'a GWP set: AR4, AR5-by-origin, AR5-ccf, AR5, AR6, SAR, TAR, AR4-GWP20, AR4-GWP500, AR5-GWP20, AR6-GTP100, AR6-GTP50, AR6-GWP20, AR6-GWP500, TAR-GWP20, TAR-GWP500'
  const showsInputs = '`citymrv methods waste.composting` shows the inputs.'

  it.each([
    ['no inputs', '{"context": {}}', 'inputs', 'nothing', 'names with values', showsInputs],
    ['a number for the inputs', '{\n"inputs": 5}', 'inputs', '5', 'names with values', showsInputs],
    ['a list for the inputs', '{"inputs": [1]}', 'inputs', 'a list', 'names with values', showsInputs],
    ['no names at all', '["x"]', 'the file', 'a list', 'names with values', 'Write names and values'],
    [
      'a mistyped part',
      '{"inputs": {}, "contxt": {}}',
      'contxt',
      '"contxt"',
      'inputs, context',
      'Did you mean "context"?',
    ],
    ['another part', '{"inputs": {}, "zzz": {}}', 'zzz', '"zzz"', 'inputs, context', 'Take it out.'],
    ['a set that is no text', '{"inputs": {}, "context": {"gwp": 5}}', 'context.gwp', '5', sets, 'leave it out'],
    [
      'a truth value',
      '{"inputs": {}, "context": {"year": true}}',
      'context.year',
      'true',
      'text or a number',
      'Correct it',
    ],
    [
      'a month',
      '{"inputs": {}, "context": {"fiscalStart": 13}}',
      'context.fiscalStart',
      '13',
      'at most 12',
      'Correct it',
    ],
    [
      'a list in a row of factors',
      '{"inputs": {}, "context": {"factors": [{"value": [1]}]}}',
      'context.factors.0.value',
      'a list',
      'text or a number or null',
      'Correct it',
    ],
  ])('says where, what, what else and what to do for %s', async (_, text, input, found, expected, hint) => {
    const { code, err } = await run(['evaluate', 'waste.composting', '--input', '-', '--json'], { stdin: text })
    expect(code).toBe(1)
    expect(errorsOf(err)).toEqual([
      {
        code: 'context.invalid',
        message: expect.stringMatching(/^(This is missing|This is not what belongs here|There is no ".*" here)$/),
        at: { file: 'standard input', row: text.startsWith('{\n') ? 2 : 1, input },
        found,
        expected,
        hint: expect.stringContaining(hint),
      },
    ])
  })

  it('puts an input that stands at the top where it belongs', async () => {
    const { err } = await run(['evaluate', 'waste.composting', '--input', '-'], { stdin: '{"treated": "5 t"}' })
    expect(lines(err)).toEqual([
      `standard input, row 1: inputs: This is missing. Found nothing; expected names with values. ${showsInputs}`,
      'standard input, row 1: treated: There is no "treated" here. Found "treated"; expected inputs, context. It is an input: put it under "inputs".',
    ])
  })

  it('says all problems, one a line', async () => {
    const stdin =
      '{"inputs": {\n"deposited": {"food": {"2010": 1,\n"2011": -5}},\n"climate": "warm", "site": "managed-anaerobic"}}'
    const { code, err } = await run(['evaluate', 'waste.solid-waste-disposal', '--input', '-'], { stdin })
    expect(code).toBe(1)
    expect(lines(err)).toEqual([
      expect.stringContaining('row 3: waste.solid-waste-disposal deposited [food, 2011]'),
      expect.stringContaining('row 4: waste.solid-waste-disposal climate'),
    ])
  })

  it('needs amounts over dimensions of which nothing is given', async () => {
    for (const deposited of [{}, { deposited: {} }]) {
      const stdin = compost({ climate: 'tropical-moist-wet', site: 'managed-anaerobic', ...deposited })
      const { code, err } = await run(['evaluate', 'waste.solid-waste-disposal', '--input', '-', '--json'], { stdin })
      expect(code).toBe(1)
      expect(errorsOf(err)).toMatchObject([{ code: 'input.missing', at: { input: 'deposited' } }])
    }
  })
})

describe('citymrv factors', () => {
  it('gives all rows flat as JSON, those of GWP sets too', async () => {
    const { code, out, err } = await run(['factors', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const rows = JSON.parse(out) as Record<string, string>[]
    expect(rows.length).toBeGreaterThan(1000)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    for (const row of rows) {
      expect(row).toMatchObject({
        id: expect.any(String),
        value: expect.any(String),
        unit: expect.any(String),
        lower: expect.any(String),
        upper: expect.any(String),
        bounds: expect.any(String),
      })
      expect(row).toMatchObject({
        source: expect.stringMatching(/./),
        edition: expect.stringMatching(/./),
        locator: expect.stringMatching(/./),
        status: expect.stringMatching(/./),
      })
    }
    expect(
      rows.find(({ id }) => id === 'ipcc-2006-v2-table-2.2-anthracite-ch4') ??
        rows.find(
          ({ fuel, sector, unit }) => fuel === 'anthracite' && sector === 'residential' && unit === 'kg CH4/TJ (NCV)',
        ),
    ).toMatchObject({ parameter: 'EF' })
  })

  it('calls GWP rows as results do', async () => {
    const result = JSON.parse(
      (await run(['evaluate', 'waste.composting', '--input', '-', '--json'], { stdin: compost({ treated: 1 }) })).out,
    ) as { rows: { id: string; parameter: string; value: string }[] }
    const used = result.rows.filter(({ parameter }) => parameter === 'GWP')
    expect(used.length).toBe(2)
    const known = JSON.parse((await run(['factors', '--parameter', 'GWP', '--json'])).out) as {
      id: string
      value: string
    }[]
    for (const row of used) expect(known.find(({ id }) => id === row.id)?.value).toBe(row.value)
  })

  it('filters by words, fuel, parameter, source and region', async () => {
    const find = async (...argv: string[]) =>
      JSON.parse((await run(['factors', ...argv, '--json'])).out) as Record<string, string>[]
    const anthracite = await find('--fuel', 'Anthracite')
    expect(anthracite.length).toBeGreaterThan(5)
    expect(anthracite.every(({ fuel }) => fuel === 'anthracite')).toBe(true)
    const doc = await find('doc', 'food', '--parameter', 'DOC', '--source', 'ipcc-2006-v5')
    expect(doc.map(({ parameter, wasteType }) => [parameter, wasteType])).toContainEqual(['DOC', 'food'])
    const near = await find('--region', 'ID-JI')
    expect(new Set(near.map(({ region }) => region))).toContain('world')
    expect(near.some(({ region }) => region === 'Eastern Africa')).toBe(false)
    expect(await find('nothing-is-called-so')).toEqual([])
  })

  it('shows pages to people, all with --all', async () => {
    const first = await run(['factors', '--parameter', 'EF'])
    expect(first.out).toMatch(/\d+ rows, page 1 of \d+/)
    const second = await run(['factors', '--parameter', 'EF', '--page', '2'])
    expect(second.out).toContain('page 2 of')
    expect(second.out).not.toBe(first.out)
    const all = await run(['factors', '--parameter', 'DOC', '--all'])
    expect(all.out).not.toContain('page')
    expect((await run(['factors', '--fuel', 'antracite'])).err).toContain('Did you mean "anthracite"?')
  })

  it('ranks by what is asked, under other names, and says why', async () => {
    const asked = ['factors', '--fuel', 'diesel', '--gas', 'carbon dioxide', '--use', 'road', '--region', 'Vietnam']
    const { code, out } = await run([...asked, '--year', '2024', '--in', 't CO2/TJ (NCV)', '--json'])
    expect(code).toBe(0)
    // Table 3.2.1 of the 2006 Guidelines, Volume 2
    expect((JSON.parse(out) as unknown[])[0]).toMatchObject({
      id: 'ipcc-2006-v2-ef-road-transport-gas-diesel-oil-co2',
      value: '74100',
      unit: 'kg CO2/TJ (NCV)',
      converted: { value: '74.1', unit: 't CO2/TJ (NCV)' },
      reasons: expect.arrayContaining([
        'fuel "diesel" is called gas-diesel-oil here (common)',
        'for the world, 3 steps from VN',
      ]),
    })
    const text = (await run([...asked, '--in', 't CO2/TJ (NCV)'])).out
    for (const part of ['74.1 t', 'as printed:', '74100 kg', 'Table 3.2.1', 'states nothing'])
      expect(text).toContain(part)
  })

  it.each([
    [['--sector', 'residential', '--gas', 'CH4', '--fuel', 'charcoal'], { value: '200', unit: 'kg CH4/TJ (NCV)' }],
    [['--unit', 'GJ (NCV)/t fuel', '--fuel', 'motor spirit', '--parameter', 'NCV'], { value: '44.3' }],
    [['--where', 'activity=composting', 'wasteType=', '--gas', 'N2O'], undefined],
    [['--where', 'activity=composting', '--gas', 'N2O', '--source', 'ipcc-2006'], { source: 'ipcc-2006-v5' }],
    [['--gas', 'R-134a', '--parameter', 'GWP', '--edition', 'AR6'], { value: '1526' }],
    [['--source', 'emep', '--fuel', 'petrol', '--gas', 'NMVOC'], { source: 'emep-eea-2023' }],
  ])('takes %j', async (argv, expected) => {
    const { code, out, err } = await run(['factors', ...argv, '--json'])
    if (expected === undefined) {
      expect({ code, err: err.includes('--where is not a column and a name') }).toEqual({ code: 2, err: true })
    } else expect((JSON.parse(out) as unknown[])[0]).toMatchObject(expected)
  })
})

describe('citymrv explain and verify', () => {
  const stored = async (): Promise<string> =>
    (await run(['evaluate', 'waste.composting', '--input', '-', '--json'], { stdin: compost({ treated: '1200 t' }) }))
      .out

  it('shows every step of a stored result as text, JSON and HTML', async () => {
    put('r.json', await stored())
    const { code, out, err } = await run(['explain', 'r.json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ch4: CH4 emissions = 4\.8 t CH4 \(biogenic\)/m)
    expect(out).toMatch(/└─|├─/)
    expect(out).toContain('ipcc-2006-v5-ef-ch4-composting-wet')
    expect(out).toMatch(/^co2e: .* = 210\.72 t CO2e \(AR5\) /m)
    const json = JSON.parse((await run(['explain', 'r.json', '--json'])).out) as {
      steps: { title: string; value: string; of: unknown[] }[]
    }
    expect(json.steps.map(({ value }) => value)).toEqual(['4.8', '0.288', '210.72'])
    const page = (await run(['explain', 'r.json', '--html'])).out
    expect(page).toMatch(/^<table>[\s\S]*<details>/)
    expect(page).toContain('<td>t CO2e (AR5)</td>')
  })

  it('reads standard input', async () => {
    const result = await stored()
    expect((await run(['verify', '-'], { stdin: result })).out).toMatch(/^ok: /)
    expect((await run(['explain', '-'], { stdin: result })).code).toBe(0)
  })

  it('verifies: ok, or the figures that do not follow and exit 1', async () => {
    const good = await stored()
    put('r.json', good)
    expect(JSON.parse((await run(['verify', 'r.json', '--json'])).out)).toMatchObject({ ok: true, findings: [] })
    const changed = JSON.parse(good) as { outputs: { ch4: { value: string } } }
    changed.outputs.ch4.value = '4.7'
    put('changed.json', JSON.stringify(changed))
    const plain = await run(['verify', 'changed.json'])
    expect(plain.code).toBe(1)
    expect(plain.out).toMatch(/^not ok: 2 figures/)
    expect(plain.out).toMatch(/^output +ch4 +4\.7 +4\.8$/m)
    const json = await run(['verify', 'changed.json', '--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      findings: [{ kind: 'output', name: 'ch4', stored: '4.7', expected: '4.8' }, { kind: 'digest' }],
    })
    const explained = await run(['explain', 'changed.json'])
    expect(explained.code).toBe(0)
    expect(explained.err).toContain('does not verify')
  })

  it.each([
    ['no JSON', 'nope', 'file.format'],
    ['broken JSON', '{"a"', 'file.format'],
    ['a list', '[]', 'result.invalid'],
    ['another thing', '{"a": 1}', 'result.invalid'],
    ['a project without figures', '{"kind": "project"}', 'result.invalid'],
    [
      'a graph that is none',
      (good: Record<string, unknown>) => ({
        ...good,
        graph: { nodes: [{ kind: 'add' }], groups: [], outputs: { ch4: 0 } },
      }),
      'result.invalid',
    ],
    [
      'parts that do not hang together',
      (good: Record<string, unknown>) => ({ ...good, labels: 5, inputs: [{}] }),
      'result.invalid',
    ],
  ])('ends with 1 for %s', async (_, given, code) => {
    const text =
      typeof given === 'string' ? given : JSON.stringify(given(JSON.parse(await stored()) as Record<string, unknown>))
    put('r.json', text)
    for (const command of ['explain', 'verify']) {
      const { code: exit, out, err } = await run([command, 'r.json', '--json'])
      expect({ exit, out }, command).toEqual({ exit: 1, out: '' })
      expect(errorsOf(err), command).toMatchObject([{ code, at: { file: 'r.json' } }])
    }
  })
})

describe('what is no stored result', () => {
  const wanted = 'result.json of a run, or what `evaluate --json` wrote'

  it.each(['verify', 'explain'])('is named by %s, with the one that is meant', async (command) => {
    await run(['init', 'p'])
    await run(['run', 'p', '--out', 'o'])
    const told = async (file: string, surroundings: Surroundings = {}) => {
      const { code, out, err } = await run([command, file, '--json'], surroundings)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      return errorsOf(err)
    }
    const problem = { code: 'result.invalid', message: 'This is not a stored result', expected: wanted }
    const near = `Give ${join('o', 'result.json')}.`
    for (const [file, found, hint] of [
      ['o', 'a folder', near],
      ['o/outputs.csv', 'a CSV file', near],
      ['o/report.html', 'an HTML page', near],
      ['p', 'a folder', '`citymrv run FILE --out DIR` writes one.'],
      ['p/project.yaml', 'YAML', '`citymrv run FILE --out DIR` writes one.'],
    ] as const)
      expect(await told(file)).toEqual([{ ...problem, at: { file }, found, hint }])
    expect(await told('-', { stdin: 'output,role\nch4,' })).toMatchObject([
      { ...problem, at: { file: 'standard input' }, found: 'text that is not JSON' },
    ])
    expect(await told('-', { stdin: '\n' })).toMatchObject([{ code: 'file.format', message: 'The file is empty' }])
    expect(await told('-', { stdin: '{"a": 1}' })).toMatchObject([
      { ...problem, found: expect.stringContaining('no schemaVersion') },
    ])
    writeFileSync(join(cwd, 'o', 'result.json'), '[]')
    expect(await told('./o/result.json')).toMatchObject([
      { ...problem, found: 'a list', hint: '`citymrv run FILE --out DIR` writes one.' },
    ])
  })
})

describe('citymrv init and run', () => {
  const project = (): string => readFileSync(join(cwd, 'p', 'project.yaml'), 'utf8')
  const change = (name: string, apply: (text: string) => string): void => {
    const path = join(cwd, 'p', name)
    writeFileSync(path, apply(readFileSync(path, 'utf8')))
  }
  const problems = async (): Promise<Errors['errors']> => {
    const { code, out, err } = await run(['run', 'p', '--json'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    return errorsOf(err)
  }

  beforeEach(async () => {
    expect(await run(['init', 'p'])).toMatchObject({ code: 0, err: '' })
  })

  it('writes an example that runs, and never overwrites', async () => {
    expect(readdirSync(join(cwd, 'p')).sort()).toEqual(['project.yaml', 'waste.csv'])
    const before = project()
    const again = await run(['init', 'p'])
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(lines(again.err)).toEqual([
      expect.stringContaining('p/project.yaml: The file is there already'),
      expect.stringContaining('p/waste.csv'),
    ])
    expect(project()).toBe(before)
    rmSync(join(cwd, 'p', 'project.yaml'))
    expect(errorsOf((await run(['init', 'p', '--json'])).err)).toMatchObject([{ code: 'file.exists' }])
    expect(existsSync(join(cwd, 'p', 'project.yaml'))).toBe(false)
    expect(JSON.parse((await run(['init', 'q', '--json'])).out)).toEqual({
      folder: 'q',
      files: ['project.yaml', 'waste.csv'],
    })
  })

  it('prints the result by year and gas, benefits and remarks, in 80 columns, and writes nothing', async () => {
    const { code, out, err } = await run(['run', 'p'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const text of ['By year, in t CO2e (AR5)', 'By gas', 'Co-benefits', 'Remarks', 'sha256:'])
      expect(out).toContain(text)
    expect(out).toMatch(/rounded\s+for the eye/)
    expect(out).toMatch(/^2025 +monitored +[\d.,]+ +[\d.,]+ +0 +[\d.,]+$/m)
    for (const line of lines(out)) expect([...line].length).toBeLessThanOrEqual(80)
    expect(readdirSync(join(cwd, 'p')).sort()).toEqual(['project.yaml', 'waste.csv'])
  })

  it('takes the file or its folder, YAML or JSON, from anywhere', async () => {
    const digest = (JSON.parse((await run(['run', 'p', '--json'])).out) as { digest: string }).digest
    expect(
      (JSON.parse((await run(['run', 'project.yaml', '--json'], { at: join(cwd, 'p') })).out) as { digest: string })
        .digest,
    ).toBe(digest)
    const { parse } = await import('yaml')
    mkdirSync(join(cwd, 'j'))
    writeFileSync(join(cwd, 'j', 'project.json'), JSON.stringify(parse(project())))
    writeFileSync(join(cwd, 'j', 'waste.csv'), readFileSync(join(cwd, 'p', 'waste.csv')))
    expect((JSON.parse((await run(['run', 'j', '--json'])).out) as { digest: string }).digest).toBe(digest)
  })

  it('writes result, report and outputs with --out; the result explains and verifies itself', async () => {
    const { code, out, err } = await run(['run', 'p', '--out', 'o/deep', '--json'])
    expect(code).toBe(0)
    expect(readdirSync(join(cwd, 'o/deep')).sort()).toEqual(['outputs.csv', 'report.html', 'result.json'])
    expect(JSON.parse(readFileSync(join(cwd, 'o/deep/result.json'), 'utf8'))).toEqual(JSON.parse(out))
    expect(readFileSync(join(cwd, 'o/deep/report.html'), 'utf8')).toContain('<html')
    expect(readFileSync(join(cwd, 'o/deep/outputs.csv'), 'utf8')).toMatch(/^output,role,/)
    expect(lines(err)).toHaveLength(3)
    expect(await run(['verify', 'o/deep/result.json'])).toMatchObject({ code: 0, err: '' })
    const explained = await run(['explain', 'o/deep/result.json'])
    expect(explained).toMatchObject({ code: 0, err: '' })
    expect(explained.out).toContain('reduction.co2e')
    const changed = JSON.parse(out) as { totals: { reduction: string } }
    changed.totals.reduction = '1'
    put('changed.json', JSON.stringify(changed))
    expect((await run(['verify', 'changed.json'])).code).toBe(1)
    const silenced = JSON.parse(out) as { remarks: unknown[]; evaluation: { remarks: unknown[] } }
    silenced.remarks = silenced.remarks.slice(1)
    put('silenced.json', JSON.stringify(silenced))
    expect((await run(['verify', 'silenced.json'])).out).toMatch(/^digest /m)
    silenced.evaluation.remarks = []
    put('silenced.json', JSON.stringify(silenced))
    expect((await run(['verify', 'silenced.json'])).out.match(/^digest /gm)).toHaveLength(2)
  })

  it('says where it cannot write', async () => {
    put('file', '')
    expect(errorsOf((await run(['run', 'p', '--out', 'file', '--json'])).err)).toMatchObject([
      { code: 'file.write', at: { file: 'file' } },
    ])
  })

  it('names CSV files beside the project that it does not read', async () => {
    writeFileSync(join(cwd, 'p', 'other.csv'), 'a\n1\n')
    const { code, err } = await run(['run', 'p'])
    expect(code).toBe(0)
    expect(err).toBe('other.csv stands beside project.yaml, but the project does not read it\n')
  })

  it.each([
    ['a folder that is not there', ['run', 'nope'], 'file.missing'],
    ['a folder without a project', ['run', '.'], 'file.missing'],
  ])('ends with 1 for %s', async (_, argv, code) => {
    const { code: exit, err } = await run([...argv, '--json'])
    expect(exit).toBe(1)
    expect(errorsOf(err)).toMatchObject([{ code }])
  })

  it('refuses a folder with two project files', async () => {
    writeFileSync(join(cwd, 'p', 'project.json'), '{}')
    expect(await problems()).toMatchObject([{ code: 'file.format', at: { file: 'p' } }])
  })

  it('gives problems of the project file with their line', async () => {
    change('project.yaml', (text) => text.replace('city: {', 'city: {\n  mayor: x,'))
    const row =
      project()
        .split('\n')
        .findIndex((line) => line.includes('mayor:')) + 1
    expect(await problems()).toMatchObject([{ code: 'project.invalid', at: { file: 'project.yaml', row } }])
    change('project.yaml', (text) => text.replace('\n  mayor: x,', '').replace('landfill: {', 'landfil: {'))
    const found = await problems()
    const line =
      project()
        .split('\n')
        .findIndex((each) => each.includes('landfil:')) + 1
    expect(found.find(({ code }) => code === 'input.unknown')?.at).toMatchObject({ file: 'project.yaml', row: line })
  })

  it('gives problems of cells with file, row and column', async () => {
    change('waste.csv', (text) => text.replace('310.5', 'many').replace('131.8', '-5'))
    expect(await problems()).toMatchObject([
      { code: 'number.invalid', at: { file: 'waste.csv', row: 2, column: 'composted_t' } },
      { code: 'input.range', at: { file: 'waste.csv', row: 8, column: 'composted_t' } },
    ])
    const plain = await run(['run', 'p'])
    expect(lines(plain.err)).toEqual([
      expect.stringContaining('waste.csv, row 2, column composted_t'),
      expect.stringContaining('waste.csv, row 8, column composted_t'),
    ])
  })

  it('says of rows that a spreadsheet left behind that they are empty, once each', async () => {
    change('waste.csv', (text) => `${text},,,,\n , ,,,\n,,\n`)
    const told = (row: number) => ({
      code: 'file.row',
      message: 'The row is empty',
      at: { file: 'waste.csv', row },
      found: 'empty cells only',
      expected: 'a value in each cell',
      hint: 'Delete the row.',
    })
    expect(await problems()).toEqual([12, 13, 14].map(told))
  })

  it('names the GWP sets where none is stated', async () => {
    const sets =
      'AR4, AR5-by-origin, AR5-ccf, AR5, AR6, SAR, TAR, AR4-GWP20, AR4-GWP500, AR5-GWP20, AR6-GTP100, AR6-GTP50, AR6-GWP20, AR6-GWP500, TAR-GWP20, TAR-GWP500'
    change('project.yaml', (text) => text.replace('gwp: AR5\n', ''))
    expect(await problems()).toMatchObject([
      { code: 'project.invalid', at: { input: 'gwp' }, found: 'nothing', expected: `a GWP set: ${sets}` },
    ])
    change('project.yaml', (text) => `${text}\ngwp: 5\n`)
    expect(await problems()).toMatchObject([{ found: '5', expected: `a GWP set: ${sets}` }])
    change('project.yaml', (text) => text.replace('gwp: 5', 'gwp: AR7'))
    expect(await problems()).toMatchObject([{ code: 'gwp.missing', found: '"AR7"', expected: sets }])
  })

  it('says what is wrong with a file once, and all else that is wrong with it', async () => {
    change('waste.csv', (text) => text.replace('house-1,food,2025,365.2,measured', 'house-1,food,2025'))
    change('project.yaml', (text) => text.replace('gwp: AR5', 'gwp: AR9'))
    const found = await problems()
    expect(found.find(({ code }) => code === 'file.row')?.at).toEqual({ file: 'waste.csv', row: 3 })
    expect(found.filter(({ at }) => at.file === 'waste.csv')).toHaveLength(1)
    expect(found.some(({ code }) => code === 'gwp.missing')).toBe(true)
    rmSync(join(cwd, 'p', 'waste.csv'))
    expect((await problems()).filter(({ at }) => at.file === 'waste.csv')).toMatchObject([{ code: 'file.missing' }])
  })

  it('reads a declared encoding, and names the likely one of an undeclared', async () => {
    const rows = readFileSync(join(cwd, 'p', 'waste.csv'), 'utf8')
    const sjis = Buffer.concat(
      rows
        .split('house-1')
        .flatMap((part, index) => [...(index > 0 ? [Buffer.from([0x83, 0x53, 0x83, 0x7e])] : []), Buffer.from(part)]),
    )
    writeFileSync(join(cwd, 'p', 'waste.csv'), sjis)
    expect(await problems()).toMatchObject([
      {
        code: 'file.encoding',
        at: { file: 'waste.csv', row: 2 },
        hint: expect.stringContaining('encoding: shift_jis'),
      },
    ])
    change('project.yaml', (text) => `${text}\nfiles: { waste.csv: { encoding: shift_jis } }\n`)
    const { code, out } = await run(['run', 'p', '--json'])
    expect(code).toBe(0)
    expect((JSON.parse(out) as { evaluation: { labels: { site: string[] } } }).evaluation.labels.site).toEqual(['ゴミ'])
  })

  it('takes CRLF, a byte-order mark and semicolons with decimal commas for the same figures', async () => {
    const years = async (): Promise<unknown> =>
      (JSON.parse((await run(['run', 'p', '--json'])).out) as { years: unknown }).years
    const before = await years()
    change('waste.csv', (text) => `\ufeff${text.replace(/\n/g, '\r\n')}`)
    expect(await years()).toEqual(before)
    change('waste.csv', (text) => text.replace(/,/g, ';').replace(/(\d)\.(\d)/g, '$1,$2'))
    expect(await problems()).toMatchObject([{ code: 'file.format', at: { file: 'waste.csv', row: 1 } }])
    change('project.yaml', (text) => `${text}\nfiles: { waste.csv: { delimiter: ";", decimal: "," } }\n`)
    expect(await years()).toEqual(before)
  })

  it.each([['../waste.csv'], ['/etc/hostname']])('reads no file from elsewhere: %s', async (file) => {
    writeFileSync(join(cwd, 'waste.csv'), readFileSync(join(cwd, 'p', 'waste.csv')))
    change('project.yaml', (text) => text.replace('file: waste.csv', `file: ${file}`))
    expect(await problems()).toMatchObject([{ at: { file } }])
  })
})

import { describe, expect, it } from 'vitest'
import { checkTable } from '../../src/accounts/project/table'
import { readCsv } from '../../src/app/cli/csv'
import { decode } from '../../src/app/cli/decode'
import { readDocument } from '../../src/app/cli/document'
import { MrvError, type Problem, Problems } from '../../src/core/errors'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Uint8Array.from(part))))

const problemsOf = (action: () => unknown): readonly Problem[] => {
  try {
    action()
  } catch (error) {
    if (error instanceof MrvError) return error.problems
    throw error
  }
  return []
}

// ゴミ as the encodings write it
const gomi = {
  shift_jis: [0x83, 0x53, 0x83, 0x7e],
  'euc-jp': [0xa5, 0xb4, 0xa5, 0xdf],
  'utf-16le': [0xb4, 0x30, 0xdf, 0x30],
} as const

describe('bytes to text', () => {
  it('reads UTF-8, with or without a byte-order mark', () => {
    expect(decode(bytes('ゴミ,1'))).toBe('ゴミ,1')
    expect(decode(bytes([0xef, 0xbb, 0xbf], 'a,b'))).toBe('a,b')
    expect(decode(bytes('a'), 'UTF-8')).toBe('a')
    expect(decode(bytes(''))).toBe('')
  })

  it.each(Object.entries(gomi))('reads %s where it is declared', (encoding, written) => {
    expect(decode(Uint8Array.from(written), encoding)).toBe('ゴミ')
  })

  it('reads UTF-16 with its mark', () => {
    expect(decode(bytes([0xff, 0xfe, 0x41, 0x00]), 'utf-16le')).toBe('A')
    expect(decode(bytes([0xfe, 0xff, 0x00, 0x41]), 'utf-16be')).toBe('A')
  })

  it('reads the signs that windows-1252 has where Latin-1 has controls', () => {
    expect(decode(bytes([0x80, 0x92, 0xe9, 0x96]), 'windows-1252')).toBe('€’é–')
    expect(decode(bytes([0xe9]), 'latin1')).toBe('é')
    expect(problemsOf(() => decode(bytes([0x81]), 'windows-1252'))[0]).toMatchObject({ code: 'file.encoding' })
  })

  it.each([
    ['shift_jis', bytes('site,waste\nhouse-1,', gomi.shift_jis, '\n'), 2],
    ['euc-jp', bytes('site,waste\nhouse-1,', gomi['euc-jp'], '\n'), 2],
    ['windows-1252', bytes('ville\n', [0xc9], 'vry\nOrl', [0xe9], 'ans\n'), 2],
    ['utf-16le', bytes([0xff, 0xfe, 0x41, 0x00]), undefined],
    ['utf-16le', bytes([0x41, 0x00, 0x2c, 0x00, 0x42, 0x00, 0x0a, 0x00]), undefined],
    ['utf-16be', bytes([0x00, 0x41, 0x00, 0x2c, 0x00, 0x42, 0x00, 0x0a]), undefined],
  ])('refuses undeclared %s and says what it is', (encoding, written, row) => {
    const [problem, ...more] = problemsOf(() => decode(written))
    expect(more).toEqual([])
    expect(problem).toMatchObject({ code: 'file.encoding', found: `what looks like ${encoding}`, expected: 'utf-8' })
    expect(problem?.hint).toContain(`encoding: ${encoding}`)
    expect(problem?.at.row).toBe(row)
  })

  it('refuses UTF-8 that is declared as something else', () => {
    expect(problemsOf(() => decode(bytes('ゴミ,さとう'), 'shift_jis'))[0]).toMatchObject({
      found: 'what looks like utf-8',
      expected: 'shift_jis',
    })
    expect(problemsOf(() => decode(bytes('Évry'), 'windows-1252'))[0]).toMatchObject({ found: 'what looks like utf-8' })
    expect(problemsOf(() => decode(bytes([0xef, 0xbb, 0xbf], 'a'), 'shift_jis'))[0]).toMatchObject({
      found: 'what looks like utf-8',
    })
    expect(decode(bytes('plain'), 'shift_jis')).toBe('plain')
  })

  it('refuses an encoding that nobody knows', () => {
    expect(problemsOf(() => decode(bytes('a'), 'ebcdic'))[0]).toMatchObject({
      code: 'file.encoding',
      found: '"ebcdic"',
    })
  })
})

/** Reads a table and checks its shape, as a project run does. */
const readChecked = (text: string): unknown => {
  const table = readCsv('a.csv', text)
  const problems = new Problems()
  checkTable(table, problems)
  problems.throwIfAny()
  return table
}

describe('CSV', () => {
  it('gives columns and rows with the line of each', () => {
    expect(readCsv('a.csv', 'site,t\nhouse-1,1\nhouse-2,2\n')).toEqual({
      file: 'a.csv',
      header: 1,
      columns: ['site', 't'],
      rows: [
        { row: 2, cells: ['house-1', '1'] },
        { row: 3, cells: ['house-2', '2'] },
      ],
    })
  })

  it.each([
    ['CRLF', 'site,t\r\nhouse-1,1\r\n'],
    ['CR', 'site,t\rhouse-1,1\r'],
    ['no end of the last line', 'site,t\nhouse-1,1'],
    ['spaces around cells', ' site , t\n"house-1" , 1 \n'],
    ['quotation marks', '"site","t"\n"house-1","1"\n'],
    ['blank lines at the end', 'site,t\nhouse-1,1\n\n\n'],
  ])('takes %s for the same', (_, text) => {
    expect(readCsv('a.csv', text)).toEqual(readCsv('a.csv', 'site,t\nhouse-1,1\n'))
  })

  it('counts lines that are blank or stand inside quotation marks', () => {
    const { rows } = readCsv('a.csv', 'site,note\r\na,"two\r\nlines"\r\n\r\nb,x\r\n')
    expect(rows).toEqual([
      { row: 2, cells: ['a', 'two\nlines'] },
      { row: 5, cells: ['b', 'x'] },
    ])
  })

  it('takes a declared delimiter, and keeps empty cells between tabs', () => {
    expect(readCsv('a.csv', 'a;b\n1,5;2\n', ';').rows[0]?.cells).toEqual(['1,5', '2'])
    expect(readCsv('a.csv', 'a\tb\tc\n1\t\t3\n', '\t').rows[0]?.cells).toEqual(['1', '', '3'])
  })

  it.each([
    ['an empty file', '', 'file.format', undefined],
    ['blanks alone', ' \n\n', 'file.format', undefined],
    ['a header alone', 'a,b\n', 'file.row', 1],
    ['a short row', 'a,b\n1,2\n3\n', 'file.row', 3],
    ['a long row', 'a,b\n1,2,5\n', 'file.row', 2],
    ['a column twice', 'a,b,a\n1,2,3\n', 'file.column', 1],
    ['a column without a name', 'a,,c\n1,2,3\n', 'file.column', 1],
    ['a prototype key', 'a,__proto__\n1,2\n', 'file.column', 1],
    ['a NUL byte', 'a,b\n1,2\n\u00003,4\n', 'file.format', 3],
    ['an open quotation mark', 'a,b\n"1,2\n', 'file.format', 2],
    ['text after a quotation mark', 'a,b\n1,2\n"3"x,4\n', 'file.format', 3],
    ['semicolons', 'a;b\n1,5;2\n', 'file.format', 1],
    ['tabs', 'a\tb\n1\t2\n', 'file.format', 1],
  ])('refuses %s', (_, text, code, row) => {
    const problems = problemsOf(() => readChecked(text))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code, at: { file: 'a.csv' } })
    expect(problems[0]?.at.row).toBe(row)
  })

  it('names the likely delimiter', () => {
    expect(problemsOf(() => readCsv('a.csv', 'a;b\n1,5;2\n'))[0]).toMatchObject({
      found: '";" between the columns',
      hint: expect.stringContaining('delimiter: ";"'),
    })
    expect(problemsOf(() => readCsv('a.csv', 'a,b\n1,2\n', ';'))[0]).toMatchObject({ found: '"," between the columns' })
  })

  it('says all problems together', () => {
    const problems = problemsOf(() => readChecked('\na,a,\n1\n1,2,3\n,2\n'))
    expect(problems.map(({ code, at }) => [code, at.row])).toEqual([
      ['file.column', 2],
      ['file.column', 2],
      ['file.row', 3],
      ['file.row', 5],
    ])
  })

  it('stops after twenty rows of a kind and says how many more there are', () => {
    const problems = problemsOf(() => readChecked(`a,b\n${'1\n'.repeat(50)}`))
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)?.message).toContain('30 more rows')
  })
})

describe('YAML and JSON', () => {
  it('reads both, and words of YAML 1.1 as words', () => {
    expect(readDocument('p.yaml', 'a: NO\nb: yes\nc: 2024-05\nd: [1, 0.5]\n2024: x').data).toEqual({
      a: 'NO',
      b: 'yes',
      c: '2024-05',
      d: [1, 0.5],
      2024: 'x',
    })
    expect(readDocument('p.json', '{"a": [1, null, "x"]}').data).toEqual({ a: [1, null, 'x'] })
    expect(readDocument('standard input', ' {"a": 1}').data).toEqual({ a: 1 })
    expect(readDocument('standard input', 'a: 1').data).toEqual({ a: 1 })
  })

  it('keeps digits that a JavaScript number would lose', () => {
    const long = '0.1234567890123456789'
    expect(readDocument('p.yaml', `a: ${long}\nb: 1e400\nc: 0.0561`).data).toEqual({ a: long, b: '1e400', c: 0.0561 })
    expect(readDocument('p.json', `{"a": ${long}, "b": -1e400, "c": 0.0561, "d": "${long}"}`).data).toEqual({
      a: long,
      b: '-1e400',
      c: 0.0561,
      d: long,
    })
  })

  it('finds the line of a part, or of the nearest that is there', () => {
    for (const loaded of [
      readDocument('p.yaml', 'a: 1\nb:\n  c:\n    - 1\n    - d: 2\n'),
      readDocument('p.json', '{"a": 1,\n"b": {\n"c": [\n1,\n{"d": 2}]}}'),
    ]) {
      expect(loaded.rowOf(['b'])).toBe(2)
      expect(loaded.rowOf(['b', 'c', '1', 'd'])).toBe(5)
      expect(loaded.rowOf(['b', 'c', '7'])).toBe(3)
      expect(loaded.rowOf(['x'])).toBe(1)
    }
  })

  const bomb = [
    'a0: &a0 [1,1,1,1,1,1,1,1,1]',
    ...Array.from({ length: 8 }, (_, n) => `a${n + 1}: &a${n + 1} [${new Array(9).fill(`*a${n}`).join(',')}]`),
  ].join('\n')
  it.each([
    ['an empty file', 'p.yaml', ' \n', undefined],
    ['a wrong indent', 'p.yaml', 'a: [1,2\nb: 3', 2],
    ['tabs that indent', 'p.yaml', 'a:\n\tb: 1', 2],
    ['a name twice', 'p.yaml', 'a: 1\nb: 2\na: 3', 3],
    ['a prototype key', 'p.yaml', 'a:\n  __proto__: {x: 1}', 2],
    ['a tag', 'p.yaml', 'a: 1\nb: !!binary aGVsbG8=', 2],
    ['a list as a name', 'p.yaml', '? [1, 2]\n: 3', 1],
    ['two documents', 'p.yaml', 'a: 1\n---\nb: 2', 2],
    ['an alias of nothing', 'p.yaml', 'a: *b', undefined],
    ['an anchor that holds itself', 'p.yaml', 'a: &x\n  - *x', undefined],
    ['a bomb of aliases', 'p.yaml', bomb, undefined],
    ['endless nesting', 'p.yaml', '['.repeat(20_000), 1],
    ['endless nesting in JSON', 'p.json', `${'['.repeat(20_000)}1`, undefined],
    ['JSON that breaks off', 'p.json', '{\n"a": 1,\n"b":', 3],
    ['a comma too much in JSON', 'p.json', '{"a": 1,\n}', 2],
    ['a name twice in JSON', 'p.json', '{"a": {"b": 1,\n"c": [{"b": 2}],\n"b": 3}}', 3],
    ['a name twice in JSON, written otherwise', 'p.json', String.raw`{"a": 1, "\u0061": 2}`, 1],
    ['a prototype key in JSON', 'p.json', '{"a": [\n{"__proto__": 1}]}', 2],
  ])('refuses %s', (_, file, text, row) => {
    const [problem, ...more] = problemsOf(() => readDocument(file, text))
    expect(more).toEqual([])
    expect(problem).toMatchObject({ code: 'file.format', at: { file } })
    if (row !== undefined) expect(problem?.at.row).toBe(row)
  })

  it('says all names that stand twice', () => {
    expect(problemsOf(() => readDocument('p.json', '{"a":1,"a":2,\n"b":1,"b":2}')).map(({ at }) => at.row)).toEqual([
      1, 2,
    ])
    expect(problemsOf(() => readDocument('p.yaml', 'a: 1\na: 2\nb: 1\nb: 2')).map(({ at }) => at.row)).toEqual([2, 4])
  })

  it('allows a few aliases', () => {
    expect(readDocument('p.yaml', 'a: &x {u: t}\nb: *x').data).toEqual({ a: { u: 't' }, b: { u: 't' } })
  })
})

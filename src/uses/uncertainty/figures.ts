import { fail } from '../../core/errors'
import { didYouMean } from '../../core/nearest'

/** One number of an output: its labels, its unit, and what is known of it. */
export type Figure<T> = T & { readonly labels: Readonly<Record<string, string>>; readonly unit: string }

const text = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(5))) : String(value ?? 'none')

/** What is known of an output: one figure, or one for each label of its dimensions. */
export class Figures<T extends object> {
  constructor(readonly all: readonly Figure<T>[]) {}

  /** The figure of a single value; over dimensions an error that names them. */
  get one(): Figure<T> {
    const [only] = this.all
    if (only && this.all.length === 1) return only
    return fail('input.shape', 'This is not a single value', {
      found: `${this.all.length} values over ${Object.keys(only?.labels ?? {}).join(' × ')}`,
      hint: 'Take one with at({ … }), or all with rows().',
    })
  }

  get unit(): string {
    return this.all[0]?.unit ?? '1'
  }

  /** What is at the given labels. Throws for a label that is not there. */
  at(labels: Readonly<Record<string, string | number>>): Figures<T> {
    const found = this.all.filter((each) =>
      Object.entries(labels).every(([name, label]) => each.labels[name] === String(label)),
    )
    if (found.length > 0) return new Figures(found)
    const asked = Object.entries(labels).map(([name, label]) => `${name} "${label}"`)
    const known = this.all.flatMap((each) => Object.entries(each.labels).map(([name, label]) => `${name} "${label}"`))
    const hint = didYouMean(asked[0] ?? '', known)
    return fail('label.unknown', `There is no ${asked.join(', ')}`, hint ? { hint } : {})
  }

  /** Tidy records: a label for each dimension, the unit, and what is known. */
  rows(): Record<string, unknown>[] {
    return this.all.map(({ labels, ...rest }) => ({ ...labels, ...rest }))
  }

  toJSON(): Record<string, unknown>[] {
    return this.rows()
  }

  toString(): string {
    const lines = this.all.map(({ labels, unit, ...rest }) => {
      const where = Object.values(labels).join(' ')
      const parts = Object.entries(rest).flatMap(([name, value]) =>
        typeof value === 'object' ? [] : [`${name} ${text(value)}`],
      )
      return `${where ? `${where}: ` : ''}${parts.join(', ')}${unit === '1' ? '' : ` (${unit})`}`
    })
    return lines.length > 6 ? `${lines.slice(0, 6).join('; ')}; … (${lines.length} values)` : lines.join('; ')
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/** Figures of each output, from a list of its numbers; one without labels has none. */
export const byOutput = <T extends object>(
  names: readonly string[],
  cells: readonly {
    readonly output: string
    readonly labels: Readonly<Record<string, string>>
    readonly unit: string
  }[],
  of: (index: number) => T,
): Record<string, Figures<T>> => {
  const found = new Map<string, Figure<T>[]>(names.map((name) => [name, []]))
  cells.forEach(({ output, labels, unit }, index) => {
    found.set(output, [...(found.get(output) ?? []), { ...of(index), labels, unit }])
  })
  return Object.fromEntries([...found].map(([output, all]) => [output, new Figures(all)]))
}

/** The figures of an output by its name. Throws for one that is not there. */
export const figuresOf = <T extends object>(
  outputs: Readonly<Record<string, Figures<T>>>,
  name: string,
): Figures<T> => {
  const found = Object.hasOwn(outputs, name) ? outputs[name] : undefined
  if (found) return found
  const names = Object.keys(outputs)
  const hint = didYouMean(name, names)
  const gwp = name.endsWith('co2e') ? 'Name a GWP set as gwp in the context.' : undefined
  return fail('label.unknown', `There is no output "${name}"`, {
    expected: names.join(', '),
    ...(gwp || hint ? { hint: (gwp ?? hint) as string } : {}),
  })
}

interface Placed {
  readonly output: string
  readonly labels: Readonly<Record<string, string>>
}

/** Which of the numbers is meant: the only one of an output at the given labels. */
export const indexOf = (
  cells: readonly Placed[],
  output: string,
  labels: Readonly<Record<string, string | number>> = {},
): number => {
  const names = [...new Set(cells.map((each) => each.output))]
  if (!names.includes(output)) {
    const hint = didYouMean(output, names)
    fail('label.unknown', `There is no output "${output}"`, { expected: names.join(', '), ...(hint ? { hint } : {}) })
  }
  const found = cells.flatMap((each, index) =>
    each.output === output && Object.entries(labels).every(([name, label]) => each.labels[name] === String(label))
      ? [index]
      : [],
  )
  if (found.length === 1) return found[0] as number
  return fail('input.shape', `"${output}" is ${found.length === 0 ? 'not there at these labels' : 'several values'}`, {
    found: JSON.stringify(labels),
    hint: 'Name a label of each of its dimensions.',
  })
}

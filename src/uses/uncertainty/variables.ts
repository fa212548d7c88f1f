import { fail, locate, Problems, type Remark } from '../../core/errors'
import type { FactorNode, Node } from '../../core/graph'
import { Decimal, parseDecimal, parseUnit, type Ratio, type Unit, unitRatio } from '../../core/quantity'
import type { FactorRow } from '../../data/factors'
import {
  type Cell,
  type Choice,
  type Declared,
  type Entry,
  type Operation,
  type Replacing,
  Symbolic,
  unitAt,
} from '../evaluation'
import { Chosen } from './chosen'
import { type Distribution, truncatedOf } from './distributions'
import { byBounds, isBounded, type Ruled, type Rules } from './rules'
import { type ShareMaker, shareEntries, type Vector } from './shares'
import { isSpec, ruledOf, type Spec, type Specs } from './spec'
import { nameOf, type Variable } from './variable'

interface Draft {
  name: string
  slot: number
  unit: Unit
  value: Decimal
  paths: Set<string>
  low: number
  high: number
  stream: string
  row?: FactorRow
  /** How it gets its distribution, once all its ranges are known. */
  ruled: () => Ruled | undefined
  specs: Set<Specs>
}

const limits = (range: Declared['range'], { above, below }: Ratio): [number, number] => {
  const at = (bound: string | null | undefined, none: number): number =>
    bound === null || bound === undefined ? none : new Decimal(bound).times(below).dividedBy(above).toNumber()
  return [at(range?.[0], Number.NEGATIVE_INFINITY), at(range?.[1], Number.POSITIVE_INFINITY)]
}

export interface Wanted {
  readonly uncertain?: Readonly<Record<string, Specs>>
  readonly rules?: Rules
  /** Every number that is given or looked up is a variable; bounds of rows become no distribution. */
  readonly all?: boolean
}

/** Puts variables in place of what is uncertain, while a method is bound to its data. */
export class Variables implements Replacing, ShareMaker {
  readonly algebra = new Symbolic()
  readonly chosen: Chosen
  readonly vectors: Vector[] = []
  private readonly drafts = new Map<string, Draft>()
  private readonly made = new Map<Draft, Variable>()
  private readonly unbounded = new Map<string, FactorRow>()
  private readonly names = new Set<string>()

  constructor(private readonly wanted: Wanted) {
    this.chosen = new Chosen(wanted.uncertain ?? {})
  }

  entries(node: Node, declared: Declared, entries: readonly Entry[]): readonly Entry[] {
    const name = node.kind === 'factor' ? node.path : declared.name
    this.names.add(name)
    if (!declared.unit) return entries
    if (declared.sumsTo && !this.wanted.all) return shareEntries(name, declared, entries, this)
    return entries.map((entry) => {
      if (!(entry.value instanceof Decimal)) return entry
      const specs = this.chosen.of(name, entry.labels)
      if (specs === undefined && !this.wanted.all) return entry
      const spec = specs && this.requireSpec(name, specs)
      const draft = this.draft(`input:${nameOf(name, entry.labels)}`, () => ({
        name: nameOf(name, entry.labels),
        unit: unitAt(declared.unit as Unit, declared, entry.labels),
        value: entry.value as Decimal,
        stream: spec?.together ? name : nameOf(name, entry.labels),
        ruled: () =>
          spec && this.specified(spec, unitAt(declared.unit as Unit, declared, entry.labels), entry.value as Decimal),
      }))
      this.narrow(draft, limits(declared.range, unitRatio), name)
      return { ...entry, value: this.cell(draft) }
    })
  }

  factor(node: FactorNode, cell: Cell, { row, ratio }: Choice, labels: Readonly<Record<string, string>>): Cell {
    this.names.add(node.path)
    this.names.add(row.id)
    if (!(cell instanceof Decimal)) return cell
    const specs = this.chosen.of(node.path, Object.values(labels)) ?? this.chosen.of(row.id, [])
    const bounded = isBounded(row)
    if (!specs && !bounded) this.unbounded.set(row.id, row)
    if (!specs && !bounded && !this.wanted.all) return cell
    const spec = specs && this.requireSpec(node.path, specs)
    const unit = parseUnit(row.unit as string)
    const value = parseDecimal(row.value)
    const draft = this.draft(`row:${row.own ? 'own:' : ''}${row.source}:${row.id}`, () => ({
      name: row.id,
      unit,
      value,
      stream: row.id,
      row,
      ruled: () =>
        spec
          ? this.specified(spec, unit, value)
          : bounded && !this.wanted.all
            ? byBounds(row, this.wanted.rules ?? {})
            : undefined,
    }))
    if (spec) draft.specs.add(spec)
    if (draft.specs.size > 1)
      fail('uncertainty.invalid', `${row.id} is one variable, and has two distributions`, {
        at: { input: node.path },
        hint: 'Give it one, under its id.',
      })
    this.narrow(draft, limits(node.range, ratio), node.path)
    return this.algebra.scale(this.cell(draft), ratio)
  }

  variable(
    name: string,
    entry: Entry,
    how: { spec: Spec } | { vector: Distribution; rule: string },
    range: readonly [number, number],
  ): { variable: Variable; cell: Operation } {
    const value = entry.value as Decimal
    const draft = this.draft(`input:${name}`, () => ({
      name,
      unit: parseUnit('1'),
      value,
      stream: name,
      ruled: () =>
        'spec' in how ? this.specified(how.spec, parseUnit('1'), value) : { distribution: how.vector, rule: how.rule },
    }))
    this.narrow(draft, range, name.split('[')[0] as string)
    return { variable: this.finish(draft), cell: this.cell(draft) }
  }

  addVector(vector: Vector): void {
    if (!this.vectors.some(({ name }) => name === vector.name)) this.vectors.push(vector)
  }

  /** The variables that reach something, in the order of their slots; refuses names that nothing has. */
  reached(slots: ReadonlySet<number>): Variable[] {
    this.chosen.requireUsed([...this.names])
    const problems = new Problems()
    const found = [...this.drafts.values()]
      .filter(({ slot }) => slots.has(slot))
      .flatMap((draft) => problems.try(() => this.finish(draft)) ?? [])
    problems.throwIfAny()
    // a name is also a stream of draws: two of one name would go together
    const names = new Set<string>()
    for (const { name } of found) {
      if (names.has(name))
        fail('uncertainty.invalid', `Two variables are called "${name}"`, {
          hint: 'A row of your own has the id of an input or of another row: give it another one.',
        })
      names.add(name)
    }
    return found
  }

  get slots(): number {
    return this.drafts.size
  }

  /** What should be known of the distributions, and of what has none. */
  remarks(variables: readonly Variable[]): Remark[] {
    const remarks: Remark[] = []
    for (const { name, distribution, value } of variables) {
      if (!distribution) continue
      const draft = [...this.drafts.values()].find((each) => each.name === name) as Draft
      const whole = this.cut.get(draft)
      const moved = whole === undefined ? 0 : Math.abs(distribution.mean - whole) / Math.abs(whole)
      if (moved > 0.01)
        remarks.push({
          name: 'uncertainty.truncated',
          text: `${name}: cut to its range, the distribution has its mean moved from ${short(whole as number)} to ${short(distribution.mean)}`,
          input: name,
        })
      const off = Math.abs(distribution.mean - value.toNumber()) / Math.abs(value.toNumber())
      if (off > 0.01)
        remarks.push({
          name: 'uncertainty.mean',
          text: `${name}: the value is ${value}, the mean of its distribution ${short(distribution.mean)}`,
          input: name,
        })
    }
    const certain = [...this.unbounded.keys()].filter((id) => !id.startsWith('gwp-'))
    if (certain.length > 0)
      remarks.push({
        name: 'uncertainty.fixed',
        text: `Without bounds, and so certain: ${certain.slice(0, 8).join(', ')}${certain.length > 8 ? `, and ${certain.length - 8} more` : ''}`,
      })
    return remarks
  }

  /** Means of distributions before their range cut them. */
  private readonly cut = new Map<Draft, number>()

  private requireSpec(name: string, specs: Specs): Spec {
    if (isSpec(specs)) return specs
    return fail('uncertainty.invalid', 'Shares that are drawn together add up to a total', {
      at: { input: name },
      expected: 'an input that is bound by sumsTo',
    })
  }

  private specified(spec: Spec, unit: Unit, value: Decimal): Ruled | undefined {
    // percents of nothing, and no percents, are nothing
    if ('percent' in spec && (value.isZero() || [spec.percent].flat().every((percent) => percent === 0)))
      return undefined
    return ruledOf(spec, unit, value.toNumber())
  }

  private draft(key: string, make: () => Pick<Draft, 'name' | 'unit' | 'value' | 'stream' | 'ruled' | 'row'>): Draft {
    const before = this.drafts.get(key)
    if (before) return before
    const made: Draft = {
      ...make(),
      slot: this.drafts.size,
      paths: new Set(),
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      specs: new Set(),
    }
    this.drafts.set(key, made)
    return made
  }

  /** A value that is printed beyond its range is not refused, and its range goes as far. */
  private narrow(draft: Draft, [low, high]: readonly [number, number], path: string): void {
    const value = draft.value.toNumber()
    draft.low = Math.max(draft.low, Math.min(low, value))
    draft.high = Math.min(draft.high, Math.max(high, value))
    draft.paths.add(path)
  }

  private cell({ slot }: Draft): Operation {
    return this.algebra.make({ kind: 'slot', slot })
  }

  private finish(draft: Draft): Variable {
    const before = this.made.get(draft)
    if (before) return before
    const { name, slot, unit, value, paths, stream, row, low, high } = draft
    const variable = locate({ input: name }, (): Variable => {
      const ruled = draft.ruled()
      const distribution = ruled && truncatedOf(ruled.distribution, low, high)
      if (distribution && !Number.isFinite(distribution.sd))
        fail('uncertainty.invalid', 'A distribution without mean and spread, or beyond what doubles hold', {
          found: `mean ${distribution.mean}, sd ${distribution.sd}`,
        })
      const uncut =
        ruled && (ruled.uncut ?? (distribution === ruled.distribution ? undefined : ruled.distribution.mean))
      if (uncut !== undefined) this.cut.set(draft, uncut)
      return {
        name,
        slot,
        unit: unit.text,
        value,
        rule: ruled?.rule ?? 'none',
        distribution,
        paths: [...paths],
        stream,
        range: [low, high],
        ...(row ? { row } : {}),
      }
    })
    this.made.set(draft, variable)
    return variable
  }
}

const short = (value: number): string => String(Number(value.toPrecision(4)))

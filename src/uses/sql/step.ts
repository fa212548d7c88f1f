import {
  type Dimension,
  dependingOn,
  facts,
  type Node,
  operands,
  type RecurrenceGroup,
  unionDims,
} from '../../core/graph'
import { conversionFactor, isUnitRatio, type Unit } from '../../core/quantity'
import type { Compiling } from './compiling'
import type { Engine } from './engine'
import { type Reduction, write } from './handlers'
import type { Plan, Text } from './plan'
import { Writing } from './writing'

/** What the steps of a recurrence are made of. */
export interface StepParts {
  /** The nodes that are computed anew at each step. */
  readonly depending: ReadonlySet<Node>
  /** What they read from outside: over the dimension, and what is the same at each step. */
  readonly overTime: readonly Node[]
  readonly constant: readonly Node[]
  /** All dimensions of a step, without that of the recurrence. */
  readonly wide: readonly Dimension[]
}

export const stepParts = (group: RecurrenceGroup): StepParts => {
  const { dim, states } = group
  const depending = dependingOn(group)
  const outer = new Set<Node>(states.flatMap(({ inflow, initial }) => [inflow, initial]))
  for (const node of depending) for (const each of operands(node)) outer.add(each)
  for (const node of depending) outer.delete(node)
  const hasTime = (node: Node) => facts(node).dims.some(({ name }) => name === dim.name)
  const dims = unionDims(...[...depending, ...states.map(({ inflow }) => inflow)].map((node) => facts(node).dims))
  return {
    depending,
    overTime: [...outer].filter(hasTime),
    constant: [...outer].filter((node) => !hasTime(node)),
    wide: dims.filter(({ name }) => name !== dim.name),
  }
}

/** Text in another unit. */
export const scaled = (engine: Engine, text: Text, from: Unit, to: Unit): Text => {
  const { above, below } = conversionFactor(from, to)
  if (isUnitRatio({ above, below })) return text
  return { ...text, sql: engine.divide(engine.multiply(text.sql, engine.decimal(above)), engine.decimal(below)) }
}

/** The nodes of one step, each written once, in one shape. */
export class Step {
  readonly texts = new Map<Node, Text>()

  constructor(
    readonly compiler: Compiling,
    /** Where the shape of the step is. */
    readonly plan: Plan,
    readonly shape: string,
    readonly parts: StepParts,
    readonly outer: (node: Node) => Text,
  ) {}

  text(node: Node): Text {
    const before = this.texts.get(node)
    if (before) return before
    if (!this.parts.depending.has(node)) return this.outer(node)
    const writing = new StepWriting(this, facts(node).dims)
    const sql = write(node, writing)
    // a node of a step may be read twice: it is written as a column
    const text = writing.placed({ sql, uses: [...new Set(writing.uses)] })
    this.texts.set(node, text)
    return text
  }
}

/** In a step all nodes stand in one shape, and cells are brought together within it. */
class StepWriting extends Writing {
  constructor(
    private readonly step: Step,
    own: readonly Dimension[],
  ) {
    super(step.compiler, own, step.shape, {}, step.plan)
  }

  override value(node: Node): string {
    return this.take(this.step.text(node))
  }

  override atom(node: Node): string {
    const text = this.step.text(node)
    return this.take(text.uses.length === 0 ? text : this.placed(text))
  }

  override multiply(a: Node, b: Node): string {
    if (!this.engine.dialect.stopsOutOfRange) return super.multiply(a, b)
    return this.engine.vanishing(this.atom(a), this.atom(b))
  }

  override leaf(node: Node): string {
    return this.value(node)
  }

  protected override keys(): string[] {
    return this.step.parts.wide.map(({ name }) => this.engine.key(name))
  }

  override reduce({ of, key, how, gone, where, value }: Reduction): string {
    const isTruth = facts(of).type === 'truth'
    const atom = value ? value(this) : this.atom(of)
    const cell = isTruth ? `CASE WHEN ${atom} THEN 1 WHEN NOT ${atom} THEN 0 END` : atom
    const here = key ? `${key.sql(this)} = ${this.index(key.dim)}` : where?.(this)
    const other = how === 'sum' ? ` ELSE ${this.engine.number(0)}` : ''
    const term = here ? this.keep(`CASE WHEN ${here} THEN ${cell}${other} END`) : cell
    const same = this.keys().filter((each) => !gone.some(({ name }) => this.engine.key(name) === each))
    const aggregate = { how: how === 'sum' ? 'total' : 'max', cell: term } as const
    const found = this.take(this.plan.within(this.shape, same, { ...aggregate, uses: [...new Set(this.uses)] }))
    return isTruth ? `(${found} = 1)` : found
  }
}

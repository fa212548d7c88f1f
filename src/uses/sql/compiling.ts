import type { Dimension, FactorNode, Node, RecurrenceGroup } from '../../core/graph'
import type { Domains } from './domains'
import type { Engine } from './engine'
import type { Column, Plan, Reason, Text } from './plan'
import type { Wording } from './wording'

/** The position of a label for each dimension that is spread. */
export type Point = Readonly<Record<string, number>>

/** Where leaves come from, and where a row is refused. */
export interface Leaves {
  value(node: Node, compiler: Compiling, point: Point): Text
  /** `reason` is SQL of a text over the columns of the condition. */
  require(shape: string, condition: Text, reason: string): void
  /** What must hold for a factor to be found, each with what is said where it does not. */
  lacksOf(node: FactorNode, compiler: Compiling, shape: string, point: Point, made: Text): Reason[]
  readonly wording: Wording
}

/** Writes a recurrence as the columns of its states, in the way of an engine. */
export type Recur = (compiler: Compiling, group: RecurrenceGroup) => ReadonlyMap<string, Column>

/** What writes nodes as columns of shapes, as its parts see it. */
export interface Compiling {
  readonly engine: Engine
  readonly plan: Plan
  readonly leaves: Leaves
  readonly domains: Domains
  shapeOf(dims: readonly Dimension[]): string
  /** The part of a point that tells cells of these dimensions apart. */
  pointOf(dims: readonly Dimension[], point: Point): Point
  /** All points of some dimensions. */
  pointsOf(dims: readonly Dimension[]): Point[]
  /** A node in its own shape, at a point of the dimensions that are spread. */
  text(node: Node, at?: Point): Text
  /** A node in a shape that has its dimensions and perhaps more. */
  textIn(node: Node, shape: string, point?: Point): Text
  textOf(column: Column): Text
  column(node: Node, point?: Point): Column
  /** A node in the shape of all its dimensions, those that are spread too. */
  whole(node: Node): Column
  asColumn(text: Text, shape: string): Column
  recurrence(group: RecurrenceGroup, name: string): Column
}

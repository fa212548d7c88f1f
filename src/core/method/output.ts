import type { Node } from '../graph'

/** The roles by which a measure groups its outputs. */
export type Role = 'baseline' | 'project' | 'leakage' | 'benefit'
export const roles: readonly Role[] = ['baseline', 'project', 'leakage', 'benefit']

/** An output of a method's graph. */
export interface Output {
  readonly name: string
  readonly role?: Role | 'reduction'
  readonly node: Node
  readonly derived: boolean
}

export { MrvError, type Place, type Problem, type ProblemCode, problemCodes, Problems, problemText } from './errors'
export * from './graph'
export * from './method'
export { Quantity, quantity } from './quantity'

export { MrvError, type Place, type Problem, type ProblemCode, Problems, problemCodes, problemText } from './errors'
export * from './graph'
export * from './method'
export { Quantity, quantity } from './quantity'

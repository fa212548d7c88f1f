export { type GraphJson, graphFromJson, graphToJson } from '../../core/graph'
export { inputSchema, type JsonSchema, outputsOf, portsOf } from './input-schema'

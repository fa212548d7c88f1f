export { type GraphJson, graphFromJson, graphToJson } from '../../core/graph'
export { inputSchema, type JsonSchema, outputsOf, portsOf } from './input-schema'
export { graphSchemaVersion, type MethodJson, methodFromJson, methodToJson, type TableJson } from './method'
export { graphSchema, resultSchema } from './schemas'

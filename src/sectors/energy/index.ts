export { blend, fuel, gas, origin } from './dimensions'
export { stationaryCombustion } from './stationary-combustion'

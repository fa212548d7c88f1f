export { blend, fuel, gas, origin } from './dimensions'
export { gridElectricity } from './electricity'
export { stationaryCombustion } from './stationary-combustion'

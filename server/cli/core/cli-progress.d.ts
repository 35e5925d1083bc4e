/** What is used of cli-progress, which has no types of its own. */
declare module 'cli-progress' {
  export interface BarOptions {
    readonly stream: object
    readonly format: string
    readonly hideCursor: boolean
    readonly clearOnComplete: boolean
    readonly gracefulExit: boolean
    readonly barCompleteChar: string
    readonly barIncompleteChar: string
  }
  export class SingleBar {
    constructor(options: BarOptions)
    start(total: number, current: number, payload: object): void
    update(current: number, payload: object): void
    stop(): void
  }
}

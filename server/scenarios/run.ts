/** Runs a scenario step by step through the public API and returns the first failed expectation. */
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import type { Command, View, World } from '../domain/core/index.js'
import { Refusal } from '../domain/core/index.js'
import { mismatch, findUnwanted } from './match.js'
import { fillPlaceholders } from './placeholders.js'
import type { Scenario, Step } from './scenario.js'

/** 2024-01-15T10:00:00Z, a Monday: when a scenario begins. */
export const BEGINS_USECS = Date.UTC(2024, 0, 15, 10) * 1000

/** Where a scenario is played. */
export interface Stage {
  inject(request: InjectOptions): Promise<Response>
  dispatch(command: Command): void
  /** The first promise of the emulator that the last step has broken. */
  brokenPromise(): string | undefined
  world(): View<World>
  /** `user:password` of the administrator. */
  readonly login: string
  /** A cluster on whose listener the control API is asked. */
  readonly cluster: string
}

export interface Played {
  /** Steps that went as expected. */
  readonly steps: number
  /** Undefined where all did. */
  readonly fault: string | undefined
}

export async function play(scenario: Scenario, stage: Stage, tell: (line: string) => void): Promise<Played> {
  let steps = 0
  for (const step of scenario.steps) {
    if (step.note !== undefined) tell(step.note)
    const fault = (await playStep(fillPlaceholders(step, stage.world()), stage)) ?? stage.brokenPromise()
    if (fault !== undefined) return { steps, fault: `step ${steps + 1}, ${nameOf(step)}: ${fault}` }
    steps += 1
  }
  const held = await control(stage, 'GET /world/invariants')
  return { steps, fault: mismatch(JSON.parse(held.payload), { holds: true }, 'what must always hold') }
}

function nameOf({ call, control: controlPath, advance, dispatch }: Step): string {
  return call ?? controlPath ?? (dispatch === undefined ? `advance ${JSON.stringify(advance)}` : dispatch.type)
}

async function playStep(step: Step, stage: Stage): Promise<string | undefined> {
  if (step.dispatch !== undefined) return dispatchStep(step, stage)
  if (step.advance !== undefined) {
    const body = typeof step.advance === 'number' ? { seconds: step.advance } : step.advance
    return checkResponse(step, await control(stage, 'POST /clock/advance', body))
  }
  if (step.control !== undefined) return checkResponse(step, await control(stage, step.control, step.body))
  if (step.call !== undefined) return checkResponse(step, await called(stage, step.call, step.body))
  return undefined // a note alone
}

/** A refused command changes nothing, and is part of the story. */
function dispatchStep({ dispatch }: Step, stage: Stage): string | undefined {
  try {
    if (dispatch !== undefined) stage.dispatch(dispatch)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return undefined
    return (error as Error).message
  }
}

const V2 = '/PrismGateway/services/rest/v2.0'

async function called(stage: Stage, call: string, body: unknown): Promise<Response | undefined> {
  const [method = '', cluster = '', path = ''] = call.split(' ')
  const url = /^\/(PrismGateway|api)\//.test(path) ? path : `${V2}${path}`
  const authorization = `Basic ${Buffer.from(stage.login).toString('base64')}`
  try {
    return await stage.inject(requestOf(method, url, { host: cluster, authorization }, body))
  } catch {
    return undefined // the connection broke: a site without power
  }
}

function control(stage: Stage, controlPath: string, body?: unknown): Promise<Response> {
  const [method = '', path = ''] = controlPath.split(' ')
  return stage.inject(requestOf(method, `/emulator/v1${path}`, { host: stage.cluster }, body))
}

function requestOf(method: string, url: string, headers: Record<string, string>, body: unknown): InjectOptions {
  return {
    method: method,
    url,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) })
  }
}

function checkResponse({ status, expect, expectNone }: Step, response: Response | undefined): string | undefined {
  if (response === undefined) return status === 'none' ? undefined : 'there is no answer'
  const { statusCode, payload } = response
  const fine = status === undefined ? statusCode >= 200 && statusCode < 300 : statusCode === status
  if (!fine) return `status ${statusCode}, not ${status ?? '2xx'}: ${payload.slice(0, 300)}`
  const body: unknown = payload === '' ? undefined : JSON.parse(payload)
  const fault = expect === undefined ? undefined : mismatch(body, expect)
  return fault ?? (expectNone === undefined ? undefined : findUnwanted(body, expectNone))
}

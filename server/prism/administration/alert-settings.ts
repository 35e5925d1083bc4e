/** Alert mail settings and user-defined alerts: stored only; no mail is sent and no user-defined alert is raised. */
import { VENDOR_EMAIL, required } from '../../domain/core/index.js'
import type { AlertMail, AlertMailRule, EntryOf, View } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { smtpDto, smtpRequest } from './dto/settings.js'
import { unwrapPatch } from './patch.js'

type Policy = EntryOf<'alertPolicies'>
const list = 'alertPolicies'

export const alertSettings = {
  getAlertConfig: ({ prism }) => mailDto(prism),
  updateAlertConfig: ({ prism, body }) => setMail(prism, body),
  patchAlertConfig: ({ prism, body }) => setMail(prism, unwrapPatch(body)),

  getAlertPolicies: ({ prism }) => acropolis(prism.cluster.configuration[list].map(policyDto)),
  getAlertPolicy: ({ prism, path }) => policyDto(policyOf(prism, path.policy_id)),
  createPolicy: ({ prism, body }) => {
    const numbers = prism.cluster.configuration[list].map(({ id }) => Number(id))
    const entry = policyRequest(prism, body, String(Math.max(0, ...numbers) + 1))
    prism.submit({ type: 'add-to-configuration', list, entries: [entry] })
    return policyDto(entry)
  },
  updatePolicy: ({ prism, body }) => {
    const entry = policyRequest(prism, body, policyOf(prism, body.id ?? '').id)
    prism.submit({ type: 'replace-in-configuration', list, entry })
    return policyDto(entry)
  },
  deleteAlertPolicy: ({ prism, path }) => {
    prism.submit({ type: 'remove-from-configuration', list, keys: [path.policy_id] })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

function policyOf({ cluster }: Prism, id: string): View<Policy> {
  const policy = cluster.configuration[list].find(policy => policy.id === id)
  return required(policy, 'configuration/not-found', `Alert policy ${id} does not exist`)
}

function policyRequest({ world, user }: Prism, dto: Model<'AlertPolicy'>, id: string): Policy {
  return {
    id,
    title: dto.title ?? '',
    description: dto.description ?? null,
    enabled: dto.enabled ?? true,
    autoResolve: dto.auto_resolve ?? true,
    createdBy: user,
    changedAt: world.now,
    filter: dto.filter ?? null,
    impactTypes: dto.impact_types ?? [],
    waitSeconds: dto.trigger_wait_period_in_secs ?? null,
    conditions: (dto.trigger_conditions ?? []).map(trigger => ({
      condition: trigger.condition ?? '',
      type: trigger.condition_type ?? 'STATIC_THRESHOLD',
      severity: trigger.severity_level ?? 'WARNING'
    }))
  }
}

function policyDto(policy: View<Policy>): Model<'AlertPolicy'> {
  return {
    id: policy.id,
    title: policy.title,
    description: policy.description,
    enabled: policy.enabled,
    auto_resolve: policy.autoResolve,
    created_by: policy.createdBy,
    last_updated_timestamp_in_usecs: policy.changedAt,
    filter: policy.filter,
    impact_types: [...policy.impactTypes],
    trigger_wait_period_in_secs: policy.waitSeconds,
    trigger_conditions: policy.conditions.map(({ condition, type, severity }) => ({
      condition,
      condition_type: type,
      severity_level: severity
    })),
    error_on_conflict: false,
    policies_to_override: [],
    related_policies: []
  }
}

function mailDto({ cluster }: Prism): Model<'AlertConfiguration'> {
  const { alertMail: mail, smtp } = cluster.configuration
  return {
    enable: mail.enabled,
    enable_email_digest: mail.digest,
    enable_default_nutanix_email: mail.toVendor,
    default_nutanix_email: VENDOR_EMAIL,
    email_contact_list: [...mail.contacts],
    email_config_rules: mail.rules.map(ruleDto),
    email_template: { subject_prefix: mail.subjectPrefix, body_suffix: mail.bodySuffix },
    smtp_server: smtp === null ? null : smtpDto(smtp),
    tunnel_details: null
  }
}

/** What is absent stays. */
function setMail(prism: Prism, dto: Model<'AlertConfiguration'>): Model<'AlertConfiguration'> {
  const { alertMail: before, smtp } = prism.cluster.configuration
  const alertMail: View<AlertMail> = {
    enabled: dto.enable ?? before.enabled,
    digest: dto.enable_email_digest ?? before.digest,
    toVendor: dto.enable_default_nutanix_email ?? before.toVendor,
    contacts: dto.email_contact_list ?? before.contacts,
    rules: dto.email_config_rules?.map(ruleRequest) ?? before.rules,
    subjectPrefix: dto.email_template?.subject_prefix ?? before.subjectPrefix,
    bodySuffix: dto.email_template?.body_suffix ?? before.bodySuffix
  }
  const server = dto.smtp_server == null ? {} : { smtp: smtpRequest(dto.smtp_server, smtp) }
  prism.submit({ type: 'configure', settings: { alertMail, ...server } })
  return mailDto(prism)
}

function ruleRequest(dto: Model<'AlertMailRule'>): AlertMailRule {
  return {
    recipients: dto.recipients ?? [],
    severities: dto.severities ?? [],
    impactTypes: dto.impact_types ?? [],
    clusterUuids: dto.cluster_uuids ?? [],
    phrases: dto.match_phrases ?? [],
    toContacts: dto.include_global_email_contact_list ?? true
  }
}

function ruleDto(rule: View<AlertMailRule>): Model<'AlertMailRule'> {
  return {
    recipients: [...rule.recipients],
    severities: [...rule.severities],
    impact_types: [...rule.impactTypes],
    cluster_uuids: [...rule.clusterUuids],
    match_phrases: [...rule.phrases],
    include_global_email_contact_list: rule.toContacts
  }
}

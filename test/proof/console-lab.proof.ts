/** What the strip does with the lab as a whole: states saved and gone back to, forks, the way to them, and the reset. Needs Chromium. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { consolesOf } from '../support/browser.js'

const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click()
}

t.test('a state is saved and restored, a lab forked and gone to, and the lab begins again', async t => {
  const { open, context, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france')
  const instant = (text: string): Promise<void> => page.getByRole('group', { name: 'Clock' }).getByText(text).waitFor()
  await press(page, '+1 h')
  await instant('2026-03-02 11:00:00 UTC')
  await page.getByRole('tab', { name: 'Lab' }).click()

  const save = page.getByRole('form', { name: 'NEW STATE' })
  await save.getByLabel('NEW STATE').fill('no blanks please')
  await save.getByRole('button', { name: 'Save' }).click()
  await save.getByRole('alert').waitFor()
  t.equal(await save.getByLabel('NEW STATE').getAttribute('aria-invalid'), 'true', 'what is wrong stands by the name')
  await save.getByLabel('NEW STATE').fill('before')
  await save.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row', { name: /before/ }).waitFor()

  await press(page, '+1 day')
  await instant('2026-03-03 11:00:00 UTC')
  await press(page, 'Restore before')
  await page.getByRole('dialog', { name: 'Restore State' }).getByRole('button', { name: 'Restore' }).click()
  await instant('2026-03-02 11:00:00 UTC')

  const fork = page.getByRole('form', { name: 'NEW LAB' })
  await fork.getByLabel('NEW LAB').fill('rehearsal')
  await fork.getByRole('button', { name: 'Fork' }).click()
  const row = page.getByRole('row', { name: /rehearsal/ })
  const url = await row.getByRole('link', { name: 'rehearsal' }).getAttribute('href')
  t.equal(await page.getByText('main (this one)').count(), 1)
  const other = await context.newPage()
  await other.goto(url ?? '')
  await other.getByLabel('Username').waitFor()
  await press(other, '+1 day')
  await other.getByRole('group', { name: 'Clock' }).getByText('2026-03-03 11:00:00 UTC').waitFor()
  await other.getByRole('tab', { name: 'Lab' }).click()
  await other.getByText('rehearsal (this one)').waitFor()
  await other.close()
  await instant('2026-03-02 11:00:00 UTC')
  t.pass('a fork goes on by itself')
  await press(page, 'Delete lab rehearsal')
  await page.getByRole('dialog', { name: 'Delete Lab' }).getByRole('button', { name: 'Delete', exact: true }).click()
  await row.waitFor({ state: 'detached' })

  await press(page, 'Delete before')
  await page.getByRole('dialog', { name: 'Delete State' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No state yet.').waitFor()
  await press(page, 'Reset')
  await page.getByRole('dialog', { name: 'Reset the lab' }).getByRole('button', { name: 'Reset' }).click()
  await instant('2026-03-02 10:00:00 UTC')
  t.same(complaints, [])
})

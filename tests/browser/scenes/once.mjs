// Pages that answer an act: a link that is handed over, its page, evidence for what was saved, a correction.
import { MIRRORED } from "../judge.mjs";

const newcomer = (number) => ({ Name: "Newcomer", "E-mail": `newcomer${number}-${Date.now()}@example.org` });

export async function handOverLinks({ administrator, coordinator, nobody }, plan, judge) {
  await administrator.open("/administration/people/new");
  await administrator.fill(newcomer(1));
  await administrator.press("Add and make the link");
  await inBoth(administrator, judge);
  await coordinator.open(`${plan}/people/invite`);
  await coordinator.fill({ ...newcomer(2), Role: "Viewer" });
  await coordinator.press("Invite and make the link");
  const link = await coordinator.main.getByLabel("Link", { exact: true }).inputValue();
  await inBoth(coordinator, judge);
  await nobody.open(link);
  await inBoth(nobody, judge);
  await nobody.open(link);
  await nobody.fill({ "New password": "short", "The new password again": "another" });
  await nobody.press("Set the password and sign in", { status: 422 });
  await judge.see(nobody, "refused");
}

// The form of evidence for a value and for a status, and the same refused.
export async function addEvidence(contributor, plan, judge) {
  for (const [begun, answers] of [[/^1\.3a /, {}], [/^4\.1 /, { "Status at the end of the period": { "In progress": true } }]]) {
    await contributor.open(`${plan}/work`);
    await contributor.follow(begun, { within: contributor.main });
    await contributor.fill(answers);
    await contributor.press("Save and add evidence");
    await refused(contributor, "Add evidence", judge);
  }
}

// What the reviewer has just verified is corrected by who sent it, and the reason is asked for.
export async function beginCorrection({ reviewer, contributor }, plan, judge) {
  await reviewer.open(`${plan}/review?kind=status`);
  await reviewer.follow(/^3\.1 /, { within: reviewer.main });
  await reviewer.press("Verify");
  await contributor.open(`${plan}/work`);
  await contributor.follow(/^3\.1 /, { within: contributor.main });
  await contributor.follow("Correct this");
  await refused(contributor, "Begin the correction", judge);
}

async function refused(person, button, judge) {
  const path = person.page.url();
  await inBoth(person, judge);
  await person.open(path);
  await person.press(button, { status: 422 });
  await judge.see(person, "refused");
}

async function inBoth(person, judge) {
  const path = person.page.url();
  judge.paths.add(new URL(path).pathname);
  await judge.see(person, "after an act");
  await person.open(`${path}?lang=${MIRRORED}`);
  await judge.see(person, "after an act", { mirrored: true });
}

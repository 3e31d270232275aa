// Pages that answer an act: a link that is handed over, its page, evidence for what was saved, a correction.
import { MIRRORED } from "../judge.mjs";

const PLAN_NAMED = "National action plan on women, peace and security 2022–2025 (demonstration) (demo-kz)";

const newcomer = (number) => ({ Name: "Newcomer", "E-mail": `newcomer${number}-${Date.now()}@example.org` });

export async function handOverLinks({ administrator, coordinator, nobody }, plan, judge) {
  await administrator.open("/administration/people/new");
  const added = newcomer(1);
  await administrator.fill({ ...added, "First role": { Plan: PLAN_NAMED, Role: "Viewer" } });
  await administrator.press("Add and make the link");
  const first = await administrator.main.getByLabel("Link", { exact: true }).inputValue();
  await inBoth(administrator, judge);
  await nobody.open(first);
  await inBoth(nobody, judge);
  await coordinator.open(`${plan}/people`);
  await coordinator.press(new RegExp(`^New link.*${added.Name}$`));
  await inBoth(coordinator, judge);
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

// Between the password and the code, and the address of one's own calendar, which is shown once.
export async function signInByHalves(half, [email, password], judge) {
  await half.open("/sign-in");
  await half.fill({ "E-mail": email, Password: password });
  await half.press("Sign in");
  await inBoth(half, judge);
}

export async function makeCalendar(contributor, judge) {
  await contributor.open("/account/reminders");
  await contributor.press("Make an address");
  judge.paths.add(new URL(contributor.page.url()).pathname);
  await judge.see(contributor, "after an act");
}

// An item for a value that needs proof, and which point it shows.
export async function proveAPoint(contributor, plan, judge) {
  await contributor.open(`${plan}/work`);
  await contributor.follow(/^1\.3a /, { within: contributor.main });
  await contributor.press("Save and add evidence");
  await contributor.fill({
    "What is it?": { "A link to a page on the internet": true }, "If a link: its address": "https://example.org/minutes",
    Title: { English: "Minutes" }, "Is a person quoted or pictured in it?": { "No, nobody": true },
  });
  await contributor.press("Add evidence");
  await contributor.press("Save and say what each item shows");
  await inBoth(contributor, judge);
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

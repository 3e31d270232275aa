// Step 1, the administrator: organisations, a plan for its coordinator, people by links that only they use.
import assert from "node:assert/strict";
import { PASSWORD, PLAN } from "./cast.mjs";

export async function addOrganisations(adam, organisations) {
  await adam.follow("Organisations");
  for (const { name, russian, code, kind } of organisations) {
    await adam.follow("Add an organisation");
    await adam.fill({ Name: { English: name, Русский: russian }, Code: code, Kind: kind, Country: "Kazakhstan" });
    await adam.press("Save");
    await adam.sees(`${name} was added.`);
  }
}

// Adds a person and returns the link that the administrator hands over.
export async function addPerson(adam, { name, email, role, organisation }, plan) {
  await adam.open("/administration/people");
  await adam.follow("Add a person");
  await adam.fill({ Name: name, "E-mail": email });
  await adam.fill({ "First role": { Plan: plan, Role: role, Organisation: organisation } });
  await adam.press("Add and make the link");
  return handedOver(adam);
}

export async function invite(coordinator, { name, email, role, organisation }) {
  await coordinator.follow("People");
  await coordinator.follow("Invite somebody");
  await coordinator.fill({ Name: name, "E-mail": email, Role: role, Organisation: organisation });
  await coordinator.press("Invite and make the link");
  return handedOver(coordinator);
}

async function handedOver(giver) {
  return giver.main.getByLabel("Link", { exact: true }).inputValue();
}

export async function acceptInvitation(person, link, { name, email }) {
  await person.open(link);
  await person.sees(name);
  await person.fill({ "New password": "too short", "The new password again": "too short" });
  await person.press("Set the password and sign in", { status: 422 });
  await person.sees("There is a problem");
  await person.fill({ "New password": PASSWORD, "The new password again": PASSWORD });
  await person.press("Set the password and sign in");
  await person.showFactor(email);
  assert.ok(await person.page.locator(".account-name").first().innerText(), `${email} is signed in`);
}

export async function endRole(adam, name, role) {
  await adam.open("/administration/people");
  await adam.follow(name, { within: adam.main });
  await adam.press(`End: ${role}, ${PLAN.code}`);
}

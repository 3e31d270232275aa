// Steps 1 and 2, the coordinator: the plan with its commitments, indicators, targets, and who reports what until when.
import assert from "node:assert/strict";
import { MINISTRY, PLAN, SHELTER } from "./cast.mjs";
import { COMMITMENTS, INDICATORS } from "./promises.mjs";

const named = ({ name, code }) => `${name} (${code})`;

// Left out: the pillars, which every new plan has at once.
export async function beginPlan(adam) {
  await adam.open("/");
  await adam.follow("Begin a new plan");
  await adam.press("Create the plan", { status: 422 });
  await adam.sees("There is a problem");
  await adam.fill({
    "Default language": "English", Title: PLAN.title, Code: PLAN.code, Country: "Kazakhstan", "First day": "2022-01-01",
    "Last day": "2025-12-31", Languages: { English: true, Русский: true }, "Your organisation": named(MINISTRY),
  });
  await adam.press("Create the plan");
  for (const pillar of ["Participation", "Prevention", "Protection", "Relief and recovery"]) await adam.sees(pillar);
}

export async function completePlan(clara) {
  await clara.follow("Plan");
  await clara.follow("Change the facts");
  await clara.fill({ Title: { Русский: "План степи" }, "Lead organisation": named(MINISTRY), Contact: "Office of the plan" });
  await clara.press("Save");
  await clara.follow(/^Add an outcome/);
  await clara.fill({ Code: "O1", Title: { English: "More women decide" } });
  await clara.press("Save");
  await clara.follow("State and publication");
  await clara.fill({ State: { Active: true } });
  await clara.press("Save");
}

export async function addCommitments(clara) {
  for (const { place, code, text, supporting } of COMMITMENTS) {
    await clara.follow("Plan");
    await clara.follow("Add a commitment");
    await clara.fill({ "Stands under": place, Code: code, Text: { English: text }, "Lead organisation": named(MINISTRY) });
    if (supporting) await clara.fill({ "Supporting organisations": { [named(SHELTER)]: true } });
    await clara.press("Save");
    await clara.sees(text);
  }
}

export async function addIndicators(clara) {
  for (const each of INDICATORS) {
    await clara.follow("Plan");
    if (each.library) await adopt(clara, each);
    else await chooseKind(clara, each);
    await clara.fill(each.what);
    await clara.press("Save and continue");
    if (each.promise) {
      await clara.fill(each.promise);
      await clara.press("Save and continue");
    }
    await clara.fill({ "Responsible organisations": { [named(MINISTRY)]: each.by === MINISTRY, [named(SHELTER)]: each.by === SHELTER } });
    await clara.press("Save");
    await clara.sees(each.title);
  }
}

async function chooseKind(clara, { commitment, kind }) {
  await clara.follow(`Add an indicator: ${commitment}`);
  await clara.fill({ "What is counted or described?": { [kind]: true } });
  await clara.press("Continue");
}

async function adopt(clara, { library, place }) {
  await clara.follow("Indicators from the libraries");
  await clara.fill({ Words: library.words });
  await clara.press("Show");
  await clara.follow(`Adopt ${library.reference}`);
  await clara.fill({ Measures: place });
  await clara.press("Continue");
}

export async function rearrangeAndArchive(clara) {
  await clara.follow("Plan");
  await clara.follow("Change the order");
  await clara.press("Move C2 down");
  await clara.follow("The order is right");
  await clara.follow(/^C9 /);
  await clara.press("Archive");
  await clara.follow("Plan");
  await clara.sees("Archived");
}

export async function openPeriod(clara) {
  await clara.follow("Periods");
  await clara.follow("Open new periods");
  const periods = await clara.main.getByRole("group", { name: "Periods" }).getByRole("checkbox").all();
  assert.equal(periods.length, 4, "a period for each year of the plan");
  for (const later of periods.slice(2)) await later.uncheck();
  await clara.press("Open the periods");
  await clara.follow("2023");
  await clara.follow("Say who answers for what");
  await clara.fill({ "1.1a: Ministry": true });
  await clara.press("Save");
  await clara.sees("Who answers for what is stored.");
}

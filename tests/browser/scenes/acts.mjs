// What stands in the demonstration plan only after somebody acted: a round of remarks, an amount of money, an address of
// one's calendar, points that evidence has to show. Done before people walk, so that their walk finds the pages.

export async function beginNextReport(coordinator, plan) {
  await coordinator.open(`${plan}/reports`);
  await coordinator.press(/^Begin the report\s+2024/);
  return new URL(coordinator.page.url()).pathname;
}

export async function openRound(coordinator, report) {
  await coordinator.open(`${report}/validation`);
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await coordinator.fill({ Until: until });
  await coordinator.press("Open a validation round");
  await coordinator.follow("See the draft as others see it");
  await coordinator.fill({ Section: "Foreword", Remark: "The year is missing." });
  await coordinator.press("Send the remark");
}

export async function promiseMoney(coordinator, plan) {
  await coordinator.open(`${plan}/money`);
  await coordinator.follow(/^Change\s*: 1\.1$/, { within: coordinator.main });
  await coordinator.fill({ Amount: "1 500 000", Currency: "Kazakhstani Tenge (KZT)", Year: "2024" });
  await coordinator.press("Add the amount");
}

export async function askForProof(coordinator, plan, indicator) {
  await coordinator.open(plan);
  await coordinator.follow(indicator, { within: coordinator.main });
  await coordinator.follow("What evidence has to show");
  await coordinator.fill({ "Point 1": { English: "How many took part" } });
  await coordinator.press("Save");
}

// A plan in which nothing stands yet, seen by somebody who takes one role in it after the other.
const CODE = `empty-${Date.now()}`;

// Returns the code of a new plan with the first organisation that is offered.
export async function beginEmptyPlan(administrator) {
  await administrator.open("/plans/new");
  await administrator.fill({
    Title: "An empty plan", Code: CODE, Country: "Kazakhstan", "First day": "2026-01-01", "Last day": "2029-12-31",
    Languages: { English: true },
  });
  await administrator.main.getByLabel("Your organisation").selectOption({ index: 1 });
  await administrator.press("Create the plan");
  return CODE;
}

// The administrator gives a role to themselves; their sign-in may end by it.
export async function takeRole(administrator, plan, role) {
  const name = await administrator.page.locator(".account-name").first().textContent();
  await administrator.open("/administration/people");
  await administrator.follow(name, { within: administrator.main });
  await administrator.fill({ Plan: `An empty plan (${plan})`, Role: role });
  await administrator.main.getByLabel("Organisation").selectOption({ index: 1 });
  await administrator.press("Give the role");
}

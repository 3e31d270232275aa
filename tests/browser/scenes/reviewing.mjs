// Step 4, the reviewer: verifies what others entered, item by item, or returns it with a reason; never what is their own.
export const REMARK = "One centre closed in May: count the centres that work on 31 December.";

export async function returnOne(rahima, title) {
  await open(rahima, title);
  await rahima.press("Return with this remark", { status: 422 });
  await rahima.sees("There is a problem");
  await rahima.fill({ "Remark to the contributor": REMARK });
  await rahima.press("Return with this remark");
}

export async function verifyEvidence(rahima, title, items) {
  await open(rahima, title);
  for (const item of items) {
    await rahima.press(`Verify this item: ${item}`);
  }
}

export async function verify(rahima, title) {
  await open(rahima, title);
  await rahima.press("Verify");
}

// Verifies what is left of 2023, one after the other, until the queue is empty; returns how many there were.
export async function verifyTheRest(rahima) {
  for (let done = 0; ; done++) {
    await rahima.follow("To review");
    const next = rahima.main.getByRole("table").getByRole("link");
    if ((await next.count()) === 0) return done;
    await rahima.follow(/./, { within: rahima.main.getByRole("table") });
    await rahima.press("Verify");
  }
}

async function open(rahima, title) {
  await rahima.follow("To review");
  await rahima.follow(new RegExp(`${title}$`), { within: rahima.main });
}

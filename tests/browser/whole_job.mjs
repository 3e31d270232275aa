// The whole job of the tracker, from an empty installation to a published edition, each step by the person whose step it is.
import assert from "node:assert/strict";
import { acceptInvitation, addOrganisations, addPerson, endRole, invite } from "./scenes/administering.mjs";
import { ADMINISTRATOR, AMINA, CLARA, DARIA, GALYM, ORGANISATIONS, PASSWORD, PLAN, RAHIMA, VIKTOR } from "./scenes/cast.mjs";
import { correct, enterList, enterValue, enterWithCare, giveReason, reportStatus } from "./scenes/entering.mjs";
import { addCommitments, addIndicators, beginPlan, completePlan, openPeriod, rearrangeAndArchive } from "./scenes/planning.mjs";
import { download, findEdition, readPublished } from "./scenes/reading.mjs";
import { confirmEdition, acceptFindings, lookAtOverview, publish, requestEdition, writeReport } from "./scenes/reporting.mjs";
import { REMARK, returnOne, verify, verifyEvidence, verifyTheRest } from "./scenes/reviewing.mjs";
import { perform, scene } from "./stage.mjs";

const scripts = process.env.SCRIPTS !== "off";
const kept = process.env.DOWNLOADS;

await perform(async (stage) => {
  const arrive = (who) => stage.person(who.name, { scripts });
  const arriveBy = async (link, who) => {
    const person = await arrive(who);
    await acceptInvitation(person, link, who);
    return person;
  };

  const [adam, clara, daria] = await scene("Adam, the administrator, adds organisations, a plan and its coordinators", async () => {
    const adam = await arrive(ADMINISTRATOR);
    await adam.signIn(ADMINISTRATOR.email, PASSWORD);
    await addOrganisations(adam, ORGANISATIONS);
    await beginPlan(adam);
    const links = [];
    for (const who of [CLARA, DARIA]) links.push(await addPerson(adam, who, `${PLAN.title} (${PLAN.code})`));
    await endRole(adam, "Adam", "Coordinator");
    return [adam, await arriveBy(links[0], CLARA), await arriveBy(links[1], DARIA)];
  });

  await scene("Clara, a coordinator, completes the plan", async () => {
    await completePlan(clara);
    await addCommitments(clara);
  });
  await scene("Clara adds an indicator of each kind and adopts one from a library", () => addIndicators(clara));
  await scene("Clara changes the order and archives a commitment", () => rearrangeAndArchive(clara));
  await scene("Clara opens the periods and says who answers for what", () => openPeriod(clara));

  const [amina, galym, rahima, viktor] = await scene("Clara invites four people, and each follows their link", async () => {
    const people = [];
    for (const who of [AMINA, GALYM, RAHIMA, VIKTOR]) people.push(await arriveBy(await invite(clara, who), who));
    return people;
  });

  await scene("Amina enters for her organisation, with evidence", async () => {
    await enterWithCare(amina);
    for (const title of ["Crisis centres", "People reached so far", "What changed"]) await enterValue(amina, title);
    await reportStatus(amina, "Train women for public office", "Delayed", "Only two of five regions were reached.");
  });
  await scene("Galym enters for the ministry, and says why two values are missing", async () => {
    for (const title of ["Seats held by women", "Homicides of women", "Law adopted", "Gender unit"]) await enterValue(galym, title);
    await enterList(galym);
    await giveReason(galym, "Women trained");
    await reportStatus(galym, "Train women for public office", "In progress", "Courses run in all regions.");
    await reportStatus(galym, "Prevent violence in every region", "Completed", "The law is in force.");
  });

  await scene("Rahima, a reviewer, returns one, and Amina corrects it", async () => {
    await returnOne(rahima, "Crisis centres");
    await correct(amina, "Crisis centres", REMARK);
  });
  await scene("Rahima verifies evidence item by item, then every entry", async () => {
    await verifyEvidence(rahima, "Women trained", ["Attendance list", "Page of the courses"]);
    await verify(rahima, "Crisis centres");
    assert.ok((await verifyTheRest(rahima)) >= 10, "the queue held what was sent");
  });

  const address = await scene("Clara reads the overview, writes the report, previews it and requests an edition", async () => {
    await lookAtOverview(clara);
    await writeReport(clara);
    await acceptFindings(clara);
    return requestEdition(clara);
  });
  await scene("Daria confirms, and the worker makes the files", () => confirmEdition(daria, address));

  await scene("Viktor, a donor, finds the edition and downloads its files", async () => {
    await findEdition(viktor);
    assert.equal((await download(viktor, kept)).length, 6, "a PDF, a workbook and its tables in two languages");
  });
  await scene("Clara publishes the plan, and anybody reads and downloads without signing in", async () => {
    const anybody = await stage.person("Anybody", { scripts });
    await anybody.open("/published");
    await anybody.misses(PLAN.title);
    await publish(clara);
    await readPublished(anybody);
    assert.equal((await download(anybody, kept)).length, 6);
  });
  await adam.open("/");
  await adam.misses(PLAN.title);
});

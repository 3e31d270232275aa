// Step 3, the contributors: a value of each kind or a reason why there is none, evidence, and the status of commitments.
import { fileURLToPath } from "node:url";

const PROOF = fileURLToPath(new URL("../files/attendance.txt", import.meta.url));

const source = { Source: "Register of the office", "Date of the source": "2024-01-15" };
const yes = { "Do you have a value?": { Yes: true }, ...source };

// What is entered: by title of the indicator, the answers of its form.
const VALUES = {
  "Women trained": {
    ...yes, "How many are new in this period?": "1 2O", "What does it mean?": { English: "Twice as many as hoped for." },
  },
  "Crisis centres": { ...yes, "How many are there at the end of this period?": "27" },
  "People reached so far": { ...yes, "How many are there in all, from the start to the end of this period?": "450" },
  "What changed": { ...yes, "What is the state at the end of this period?": { English: "Village councils ask women first." } },
  "Seats held by women": { ...yes, "Part: how many of them": "27", "Whole: of how many": "98" },
  "Homicides of women": { ...yes, Cases: "310", Population: "9 800 000" },
  "Law adopted": { ...yes, "Is it reached?": { "Yes, it is reached": true }, "On which day was it reached?": "2023-06-15" },
  "Gender unit": { ...yes, "Which step is reached at the end of this period?": { "A person named": true } },
};

export async function enterValue(person, title, answers = VALUES[title]) {
  await open(person, title);
  await person.fill(answers);
  await person.press("Send for review");
}

async function open(person, title) {
  await person.follow("My work");
  await person.follow(new RegExp(`${title}$`), { within: person.main.getByRole("region", { name: "2023" }) });
}

// A figure with a letter in it is refused at its field, nothing else is lost, and the draft is recalled once.
export async function enterWithCare(amina) {
  const title = "Women trained";
  await open(amina, title);
  await amina.fill(VALUES[title]);
  await amina.press("Save draft", { status: 422 });
  await amina.sees("There is a problem");
  await amina.fill({ "How many are new in this period?": "120" });
  await amina.press("Save and add evidence");
  await addFile(amina);
  await amina.press("Save and add evidence");
  await addLink(amina);
  await amina.press("Send for review");
  await open(amina, title);
  await amina.press("Recall");
  await amina.sees("It is a draft again.");
  await amina.press("Send for review");
}

async function addFile(person) {
  await person.fill({
    "What is it?": { "One or several files": true }, "If files: choose them": PROOF, Title: { English: "Attendance list" },
    "What does it prove?": { English: "120 women finished the course." }, "Date of the document": "2023-12-20",
    "Is a person quoted or pictured in it?": { "No, nobody": true },
    "Who may see it?": { "Public: everybody may read what it is and what it proves; the report names it": true },
  });
  await person.press("Add evidence");
  await person.sees("Attendance list");
}

async function addLink(person) {
  await person.fill({
    "What is it?": { "A link to a page on the internet": true }, "If a link: its address": "https://example.org/courses",
    Title: { English: "Page of the courses" }, "What does it prove?": { English: "The courses took place." }, "Is a person quoted or pictured in it?": { "No, nobody": true },
  });
  await person.press("Add evidence");
  await person.sees("Page of the courses");
}

export async function enterList(galym) {
  await open(galym, "Acts in force");
  await galym.fill({ ...yes, "Item 1": { Title: "Act on equal rights", Year: "2009", Standing: "In force" } });
  await galym.press("Add another row");
  await galym.fill({ "Item 2": { Title: "Act on domestic violence", Year: "2023", Standing: "In force" } });
  await galym.press("Send for review");
}

export async function giveReason(galym, title) {
  await open(galym, title);
  await galym.fill({
    "Do you have a value?": { No: true }, "Why is there no value?": "Not available: nobody has it", ...source,
  });
  await galym.press("Send for review");
}

export async function reportStatus(person, text, status, note) {
  await open(person, text);
  await person.fill({ "Status at the end of the period": { [status]: true }, Note: { English: note } });
  await person.press("Send for review");
}

export async function correct(amina, title, remark) {
  await amina.follow("My work");
  await amina.sees(remark);
  await open(amina, title);
  await amina.sees(remark);
  await amina.fill({ "How many are there at the end of this period?": "26" });
  await amina.press("Send for review");
}

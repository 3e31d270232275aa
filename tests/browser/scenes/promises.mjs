// The commitments and indicators of the plan, as the coordinator types them: one indicator of each kind, one adopted.
import { MINISTRY, SHELTER } from "./cast.mjs";

export const COMMITMENTS = [
  { place: "P1 › O1 More women decide", code: "C1", text: "Train women for public office", supporting: true },
  { place: "P2 Prevention", code: "C2", text: "Prevent violence in every region" },
  { place: "P3 Protection", code: "C3", text: "Keep crisis centres open" },
  { place: "P4 Relief and recovery", code: "C4", text: "Reach women after disasters" },
  { place: "P4 Relief and recovery", code: "C9", text: "A commitment that is dropped" },
];

const what = (code, title, more = {}) => ({ Code: code, Title: { English: title }, ...more });
const unit = (word) => ({ Unit: { English: word } });

export const INDICATORS = [
  {
    title: "Women trained", commitment: "C1", kind: "Flow: new in the period", by: SHELTER,
    what: what("1.1a", "Women trained", { ...unit("women"), Definition: { English: "Women who finished a course." } }),
    promise: { Baseline: "0", "Date of the baseline": "2021-12-31", "Final target": "400" },
  },
  {
    title: "Seats held by women", commitment: "C1", kind: "Share: a part of a whole, in percent", by: MINISTRY,
    what: what("1.1b", "Seats held by women"),
    promise: { Numerator: "20", Denominator: "100", "Final target": "30" },
  },
  {
    title: "Homicides of women", commitment: "C2", kind: "Rate: cases per so many people", by: MINISTRY,
    what: what("2.1a", "Homicides of women", { Decimals: "1", ...unit("cases per 100 000") }),
    promise: { Baseline: "4", "Final target": "2" },
  },
  {
    title: "Law adopted", commitment: "C2", kind: "Milestone: reached or not", by: MINISTRY,
    what: what("2.1b", "Law adopted"),
    promise: { Baseline: "Not reached before the plan" },
  },
  {
    title: "Crisis centres", commitment: "C3", kind: "Stock: how many there are at a date", by: SHELTER,
    what: what("3.1a", "Crisis centres", unit("centres")),
    promise: { Baseline: "20", "Final target": "40" },
  },
  {
    title: "Gender unit", commitment: "C3", kind: "Scale: a step on a ladder", by: MINISTRY,
    what: what("3.1b", "Gender unit", { "Steps of the scale": { English: "No unit\nA person named\nA unit with a budget" } }),
    promise: { Baseline: "No unit", "Final target": "A unit with a budget" },
  },
  {
    title: "People reached so far", commitment: "C4", kind: "Running total: everything so far", by: SHELTER,
    what: what("4.1a", "People reached so far", unit("people")),
    promise: { Baseline: "0", "Final target": "1 000" },
  },
  {
    title: "Acts in force", commitment: "C4", kind: "List: laws or mechanisms in force", by: MINISTRY,
    what: what("4.1b", "Acts in force", unit("acts")),
    promise: { Baseline: "1", "Final target": "5" },
  },
  {
    title: "What changed", commitment: "C4", kind: "Text: described in words", by: SHELTER,
    what: what("4.1c", "What changed"),
  },
  {
    title: "", place: "C1 Train women for public office", library: { words: "parliament", reference: "SDG 5.5.1" }, by: MINISTRY,
    what: { Code: "5.5.1a" },
    promise: { "Nobody knows the baseline": true, "Final target": "35" },
  },
];

// Who plays: organisations and people of a plan that exists in this test only.
export const PASSWORD = "a long walk over the steppe";

export const ADMINISTRATOR = { name: "Adam", email: "adam@example.org" };

export const MINISTRY = { name: "Ministry", russian: "Министерство", code: "ministry", kind: "Government body" };
export const SHELTER = { name: "Shelter", russian: "Приют", code: "shelter", kind: "Non-governmental organisation" };
export const BRIDGE = { name: "Bridge", russian: "Мост", code: "bridge", kind: "Non-governmental organisation" };
export const DONOR = { name: "Donor", russian: "Донор", code: "donor", kind: "Donor" };
export const ORGANISATIONS = [MINISTRY, SHELTER, BRIDGE, DONOR];

const person = (name, role, organisation) => ({
  name, role, email: `${name.toLowerCase()}@example.org`, organisation: `${organisation.name} (${organisation.code})`,
});

export const CLARA = person("Clara", "Coordinator", MINISTRY);
export const DARIA = person("Daria", "Coordinator", BRIDGE);
export const AMINA = person("Amina", "Contributor", SHELTER);
export const GALYM = person("Galym", "Contributor", MINISTRY);
export const RAHIMA = person("Rahima", "Reviewer", MINISTRY);
export const VIKTOR = person("Viktor", "Viewer", DONOR);

export const PLAN = { code: "steppe-2022", title: "Plan of the steppe" };

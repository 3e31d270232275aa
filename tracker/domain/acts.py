"""The acts that the record holds, and what they were done to, as people read them."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.texts import N_
from tracker.domain.vocabulary import PeriodState, PlanState, State, Verification

LABELS: dict[str, str] = {
    # entering
    "save": N_("Saved a draft"),
    "submit": N_("Sent for review"),
    "recall": N_("Recalled from review"),
    "correct": N_("Began a correction"),
    "add_evidence": N_("Added evidence"),
    "attach_evidence": N_("Used evidence again"),
    "take_off_evidence": N_("Took evidence off"),
    "tick_evidence": N_("Said what the evidence shows"),
    "support_evidence": N_("Used evidence for a baseline"),
    "change_evidence": N_("Changed what is said of evidence"),
    "read_evidence": N_("Opened restricted evidence"),
    "download_evidence": N_("Downloaded an original file of evidence"),
    # reviewing
    "verify": N_("Verified"),
    "return": N_("Returned with a reason"),
    "verify_evidence": N_("Verified evidence"),
    "reject_evidence": N_("Rejected evidence"),
    # the plan
    "create_plan": N_("Began the plan"),
    "change_plan": N_("Changed the facts of the plan"),
    "change_plan_state": N_("Changed the state of the plan"),
    "add_pillar": N_("Added a pillar"),
    "change_pillar": N_("Changed a pillar"),
    "move_pillar": N_("Moved a pillar"),
    "archive_pillar": N_("Archived a pillar"),
    "restore_pillar": N_("Restored a pillar"),
    "add_outcome": N_("Added an outcome"),
    "change_outcome": N_("Changed an outcome"),
    "move_outcome": N_("Moved an outcome"),
    "archive_outcome": N_("Archived an outcome"),
    "restore_outcome": N_("Restored an outcome"),
    "add_commitment": N_("Added a commitment"),
    "change_commitment": N_("Changed a commitment"),
    "move_commitment": N_("Moved a commitment"),
    "archive_commitment": N_("Archived a commitment"),
    "restore_commitment": N_("Restored a commitment"),
    "add_indicator": N_("Added an indicator"),
    "change_indicator": N_("Changed an indicator"),
    "change_indicator_kind": N_("Changed the kind of an indicator"),
    "change_targets": N_("Changed the baseline or targets"),
    "change_earlier_values": N_("Changed values from before the plan"),
    "ask_for_evidence": N_("Changed what evidence has to show"),
    "move_indicator": N_("Moved an indicator"),
    "archive_indicator": N_("Archived an indicator"),
    "restore_indicator": N_("Restored an indicator"),
    "add_dimension": N_("Added a dimension"),
    "change_dimension": N_("Changed a dimension"),
    "archive_dimension": N_("Archived a dimension"),
    "restore_dimension": N_("Restored a dimension"),
    "add_cross_check": N_("Added a rule between two indicators"),
    "remove_cross_check": N_("Removed a rule between two indicators"),
    # money
    "add_funding": N_("Added an amount to the budget"),
    "change_funding": N_("Changed an amount of the budget"),
    "take_off_funding": N_("Took an amount off the budget"),
    "state_budget": N_("Said what is known of the budget"),
    "record_spending": N_("Entered what was spent"),
    "take_off_spending": N_("Took an amount spent off"),
    # periods
    "open_period": N_("Opened a period"),
    "change_period": N_("Changed a period"),
    "close_period": N_("Closed a period"),
    "reopen_period": N_("Opened a period again"),
    "assign_indicators": N_("Assigned indicators to organisations"),
    # the report
    "report.begin": N_("Began the report"),
    "section.write": N_("Wrote a section of the report"),
    "section.assign": N_("Gave a section of the report to a person"),
    "report.accept": N_("Accepted findings of the checks with a remark"),
    "edition.request": N_("Requested an edition"),
    "edition.confirm": N_("Confirmed an edition"),
    "edition.issue": N_("Issued an edition"),
    "edition.fail": N_("The files of an edition failed"),
    "edition.try_again": N_("Had the files of an edition made again"),
    "edition.withdraw": N_("Withdrew the request of an edition"),
    # people and the installation
    "add_person": N_("Added a person"),
    "change_person": N_("Changed a person"),
    "deactivate_person": N_("Deactivated a person"),
    "reactivate_person": N_("Let a person sign in again"),
    "invite_person": N_("Made a link for a person"),
    "accept_invitation": N_("Used the link"),
    "set_password": N_("Set a password"),
    "give_role": N_("Gave a role"),
    "end_role": N_("Ended a role"),
    "sign_in": N_("Signed in"),
    "end_sign_in": N_("Signed out"),
    "refuse_sign_in": N_("A sign-in was refused"),
    "add_organisation": N_("Added an organisation"),
    "change_organisation": N_("Changed an organisation"),
    "archive_organisation": N_("Archived an organisation"),
    "restore_organisation": N_("Restored an organisation"),
    "export_record": N_("Exported the record of acts"),
    "make_backup": N_("Made a back-up"),
    "restore_backup": N_("Restored a back-up"),
}
"""Every act that can be recorded, with what a person did: an act without words is not recorded."""

INSTALLATION = "installation"
"""The subject of an act that concerns no row of a table."""

SUBJECTS: dict[str, str] = {
    "measurement": N_("Measurement"),
    "status_report": N_("Status of a commitment"),
    "evidence": N_("Evidence"),
    "plan": N_("Plan"),
    "pillar": N_("Pillar"),
    "outcome": N_("Outcome"),
    "commitment": N_("Commitment"),
    "indicator": N_("Indicator"),
    "dimension": N_("Dimension"),
    "cross_check": N_("Rule between two indicators"),
    "funding": N_("Budget"),
    "spending": N_("Amount spent"),
    "reporting_period": N_("Period"),
    "report": N_("Report"),
    "section": N_("Section of the report"),
    "edition": N_("Edition"),
    "user": N_("Person"),
    "invitation": N_("Link to hand over"),
    "membership": N_("Role"),
    "sign_in": N_("Sign-in"),
    "sign_in_attempt": N_("Refused sign-in"),
    "organisation": N_("Organisation"),
    INSTALLATION: N_("This installation"),
}
"""What an act was done to, by the name of its table."""

STATES: dict[str, tuple[str, type[StrEnum]]] = {
    "measurement": ("state", State),
    "status_report": ("state", State),
    "evidence": ("verification", Verification),
    "plan": ("state", PlanState),
    "reporting_period": ("state", PeriodState),
}
"""Where an entry may say what state its subject had before and has after, and from which vocabulary."""

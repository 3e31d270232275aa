"""Words inside files of evidence: read from the sealed texts that were made of them, so that no index holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config import Settings
from tracker.domain import finding
from tracker.domain.errors import Unavailable
from tracker.domain.vocabulary import EvidenceClass, Scan, Use
from tracker.models.evidence import Evidence
from tracker.services import keyring
from tracker.services.evidence import made_for
from tracker.storage import Storage

MOST = 300
"""So many texts are read for one search, those of the newest items, so that it has an end."""

READ = (Scan.NOT_SCANNED, Scan.CLEAN)


def holding(items: Iterable[Evidence], wanted: Sequence[str], settings: Settings) -> dict[int, str]:
    """The texts that hold all the words, by item: of public and internal ones alone, never of a restricted one.

    A text that cannot be opened now holds nothing; one query for each organisation, for its key.
    """
    open_ones = [item for item in items if item.visibility is not EvidenceClass.RESTRICTED and item.scan in READ]
    vaults: dict[int, Storage | None] = {}
    found = {}
    for item in [item for item in open_ones if made_for(item, Use.TEXT) is not None][:MOST]:
        if item.organisation_id not in vaults:
            vaults[item.organisation_id] = _vault(item.organisation_id, settings)
        text = _text(item, vaults[item.organisation_id])
        if finding.holds_all([text], wanted):
            found[item.id] = text
    return found


def _vault(organisation_id: int, settings: Settings) -> Storage | None:
    try:
        return keyring.vault(settings, organisation_id)
    except Unavailable:
        return None


def _text(item: Evidence, vault: Storage | None) -> str:
    made = made_for(item, Use.TEXT)
    if vault is None or made is None:
        return ""
    try:
        return vault.whole(made.sha256).decode(errors="replace")
    except OSError:
        return ""

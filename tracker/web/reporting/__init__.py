"""The report workshop: sections, preview, request and confirmation of an edition."""

"""All evidence of an issued edition in one archive."""

"""Reports as a library: a frozen Snapshot in, the bytes of a workbook or a PDF out."""

"""What must be true in the rehearsal, asked of rows and pages; each proof adds its checks to the ledger."""

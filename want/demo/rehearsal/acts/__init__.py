"""What people do in the rehearsal, a file a stage. They know pages and mails only, never rows."""

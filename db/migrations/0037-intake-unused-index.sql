-- Why: no query asks for identifiers by kind and value; who shares one is found by linking_report_key. The index was written seven
-- times per report and read never.
-- Locks: intake_identifier, exclusive, for a moment. Duration: instant. Verify: \d intake_identifier

drop index intake_identifier_normal;

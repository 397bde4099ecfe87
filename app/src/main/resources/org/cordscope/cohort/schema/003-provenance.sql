-- What decided over a file: the version of Cordscope and the rules for choosing a series, in full, by the hash of both.

CREATE TABLE import_rules (
    rules_hash TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    rules TEXT NOT NULL
);

ALTER TABLE sources ADD COLUMN file_sha256 TEXT NOT NULL DEFAULT '';

ALTER TABLE sources ADD COLUMN rules_hash TEXT REFERENCES import_rules (rules_hash);

ALTER TABLE scans ADD COLUMN rules_hash TEXT REFERENCES import_rules (rules_hash);

ALTER TABLE excluded_series ADD COLUMN rules_hash TEXT REFERENCES import_rules (rules_hash);

-- The series that somebody chose by hand for a study, instead of the one that the rules would choose.

CREATE TABLE chosen_series (
    study_uid TEXT PRIMARY KEY,
    series_uid TEXT NOT NULL
);


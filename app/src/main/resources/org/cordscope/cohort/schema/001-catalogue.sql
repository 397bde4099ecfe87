-- Plain SQL that SQLite and PostgreSQL both understand. A statement ends with a semicolon and an empty line.
-- All names of patients, studies, series and instances are pseudonyms.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    content TEXT NOT NULL
);

CREATE TABLE subjects (
    subject TEXT PRIMARY KEY,
    age_years INTEGER,
    sex TEXT NOT NULL DEFAULT ''
);

CREATE TABLE scans (
    scan TEXT PRIMARY KEY,
    subject TEXT NOT NULL REFERENCES subjects (subject),
    study_uid TEXT NOT NULL,
    series_uid TEXT NOT NULL UNIQUE,
    manufacturer TEXT NOT NULL,
    slice_thickness_mm DOUBLE PRECISION,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL
);

CREATE TABLE slices (
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    scan TEXT NOT NULL REFERENCES scans (scan),
    slice_index INTEGER NOT NULL,
    position_mm DOUBLE PRECISION NOT NULL,
    slab INTEGER NOT NULL,
    row_spacing_mm DOUBLE PRECISION NOT NULL,
    column_spacing_mm DOUBLE PRECISION NOT NULL,
    path TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    PRIMARY KEY (sop_uid, frame)
);

CREATE INDEX slices_by_scan ON slices (scan, slice_index);

CREATE TABLE excluded_series (
    series_uid TEXT PRIMARY KEY,
    study_uid TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL
);

CREATE TABLE sources (
    path_hash TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('used', 'excluded', 'unusable')),
    reason TEXT NOT NULL,
    series_uid TEXT,
    sop_uid TEXT
);

CREATE INDEX sources_by_instance ON sources (sop_uid);

CREATE TABLE clinical_values (
    subject TEXT NOT NULL REFERENCES subjects (subject),
    field TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (subject, field)
);

CREATE TABLE split_parts (
    subject TEXT PRIMARY KEY REFERENCES subjects (subject),
    site TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('TRAINING', 'VALIDATION', 'HOLDOUT'))
);

CREATE TABLE label_events (
    event INTEGER PRIMARY KEY,
    rater TEXT NOT NULL,
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    old_label INTEGER,
    new_label INTEGER NOT NULL CHECK (new_label IN (0, 1)),
    at_utc TEXT NOT NULL,
    origin TEXT NOT NULL,
    FOREIGN KEY (sop_uid, frame) REFERENCES slices (sop_uid, frame)
);

CREATE INDEX label_events_by_slice ON label_events (sop_uid, frame, rater, event);

CREATE TABLE consensus_labels (
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    label INTEGER CHECK (label IN (0, 1)),
    reason TEXT NOT NULL,
    PRIMARY KEY (sop_uid, frame),
    FOREIGN KEY (sop_uid, frame) REFERENCES slices (sop_uid, frame)
);


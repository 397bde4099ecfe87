-- Label events say more: a Kang grade, how far round the cord is pressed, unreadable slices, answers taken back, who said why,
-- how long the image was looked at, and a hash that binds each event to all before it. Old events have none; the first hash
-- after them covers them too.

CREATE TABLE label_events_now (
    event INTEGER PRIMARY KEY,
    rater TEXT NOT NULL,
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'label' CHECK (kind IN ('label', 'unreadable', 'withdrawn')),
    old_label INTEGER,
    new_label INTEGER CHECK (new_label IN (0, 1)),
    kang_grade INTEGER CHECK (kang_grade BETWEEN 0 AND 3),
    extent TEXT CHECK (extent IN ('PARTIAL', 'CIRCUMFERENTIAL')),
    confidence TEXT CHECK (confidence IN ('SURE', 'LIKELY', 'UNSURE')),
    reason TEXT NOT NULL DEFAULT '',
    ms_on_image INTEGER,
    client_version TEXT NOT NULL DEFAULT '',
    client_event TEXT UNIQUE,
    at_utc TEXT NOT NULL,
    origin TEXT NOT NULL,
    hash TEXT NOT NULL DEFAULT '',
    CHECK ((kind = 'label') = (new_label IS NOT NULL)),
    FOREIGN KEY (sop_uid, frame) REFERENCES slices (sop_uid, frame)
);

INSERT INTO label_events_now (event, rater, sop_uid, frame, old_label, new_label, at_utc, origin)
SELECT event, rater, sop_uid, frame, old_label, new_label, at_utc, origin FROM label_events;

DROP TABLE label_events;

ALTER TABLE label_events_now RENAME TO label_events;

CREATE INDEX label_events_by_slice ON label_events (sop_uid, frame, rater, event);

CREATE INDEX label_events_by_rater ON label_events (rater, sop_uid, frame, event);

-- Who is to label the study's slices, in which way and order; locked once and for good.

CREATE TABLE assignments (
    rater TEXT PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('BINARY', 'GRADED')),
    shuffle_seed INTEGER,
    assigned_utc TEXT NOT NULL,
    locked_utc TEXT,
    locked_hash TEXT
);

-- Labels that were made final: their slices take no event any more.

CREATE TABLE label_releases (
    release INTEGER PRIMARY KEY,
    at_utc TEXT NOT NULL,
    released_by TEXT NOT NULL,
    labels_sha256 TEXT NOT NULL,
    chain_hash TEXT NOT NULL
);

CREATE TABLE released_labels (
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL,
    release INTEGER NOT NULL REFERENCES label_releases (release),
    label INTEGER CHECK (label IN (0, 1)),
    reason TEXT NOT NULL,
    PRIMARY KEY (sop_uid, frame),
    FOREIGN KEY (sop_uid, frame) REFERENCES slices (sop_uid, frame)
);

-- Accounts of a team. The hash is Argon2id's, in its own format.

CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('RATER', 'ADJUDICATOR', 'COORDINATOR', 'ADMIN')),
    password_hash TEXT NOT NULL,
    created_utc TEXT NOT NULL
);

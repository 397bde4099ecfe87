-- A slice that a rater reads a second time, blinded to the first answer, has reading 2; it never makes a consensus.
ALTER TABLE label_events ADD COLUMN reading INTEGER NOT NULL DEFAULT 1;

-- Disc level, as in C5/6.
ALTER TABLE label_events ADD COLUMN level TEXT;

-- Scans that stand twice in a rater's list.
CREATE TABLE repeated_scans (
    rater TEXT NOT NULL REFERENCES assignments (rater),
    scan TEXT NOT NULL,
    PRIMARY KEY (rater, scan)
);

-- Locks and their undoing, each with the hash of the last label event and a hash of all that is before it here.
CREATE TABLE lock_events (
    event INTEGER PRIMARY KEY,
    rater TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('locked', 'unlocked')),
    done_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    chain_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

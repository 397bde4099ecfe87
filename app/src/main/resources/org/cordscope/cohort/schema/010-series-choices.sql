-- Which series somebody chose by hand for a study, when, and why: only ever added to (SQLite's way of saying so).

CREATE TABLE series_choices (
    event INTEGER PRIMARY KEY,
    study_uid TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    displaced_uid TEXT NOT NULL,
    done_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_utc TEXT NOT NULL
);

CREATE TRIGGER series_choices_stay BEFORE UPDATE ON series_choices
BEGIN SELECT RAISE(ABORT, 'choices of series are never changed'); END;

CREATE TRIGGER series_choices_remain BEFORE DELETE ON series_choices
BEGIN SELECT RAISE(ABORT, 'choices of series are never deleted'); END;

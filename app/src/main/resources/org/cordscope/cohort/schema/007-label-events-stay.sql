-- The new table of label events is only ever added to, as the old one was (SQLite's way of saying so).

CREATE TRIGGER label_events_stay BEFORE UPDATE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never changed'); END;

CREATE TRIGGER label_events_remain BEFORE DELETE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never deleted'); END;

CREATE TRIGGER released_labels_stay BEFORE UPDATE ON released_labels
BEGIN SELECT RAISE(ABORT, 'released labels are never changed'); END;

CREATE TRIGGER released_labels_remain BEFORE DELETE ON released_labels
BEGIN SELECT RAISE(ABORT, 'released labels are never deleted'); END;

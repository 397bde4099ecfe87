-- Label events are only ever added (SQLite's way of saying so).

CREATE TRIGGER label_events_stay BEFORE UPDATE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never changed'); END;

CREATE TRIGGER label_events_remain BEFORE DELETE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never deleted'); END;


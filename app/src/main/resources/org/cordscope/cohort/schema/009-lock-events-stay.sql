CREATE TRIGGER lock_events_stay BEFORE UPDATE ON lock_events
BEGIN SELECT RAISE(ABORT, 'lock events are never changed'); END;

CREATE TRIGGER lock_events_remain BEFORE DELETE ON lock_events
BEGIN SELECT RAISE(ABORT, 'lock events are never deleted'); END;

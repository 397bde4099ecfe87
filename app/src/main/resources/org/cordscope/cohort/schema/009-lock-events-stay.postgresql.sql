CREATE TRIGGER lock_events_stay BEFORE UPDATE OR DELETE ON lock_events
FOR EACH ROW EXECUTE FUNCTION label_events_stay();

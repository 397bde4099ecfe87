-- The new table of label events is only ever added to, as the old one was (PostgreSQL's way of saying so).

CREATE TRIGGER label_events_stay BEFORE UPDATE OR DELETE ON label_events
FOR EACH ROW EXECUTE FUNCTION label_events_stay();

CREATE TRIGGER released_labels_stay BEFORE UPDATE OR DELETE ON released_labels
FOR EACH ROW EXECUTE FUNCTION label_events_stay();

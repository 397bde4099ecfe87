-- Label events are only ever added (PostgreSQL's way of saying so).

CREATE FUNCTION label_events_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'label events are never changed or deleted'; END $$;

CREATE TRIGGER label_events_stay BEFORE UPDATE OR DELETE ON label_events
FOR EACH ROW EXECUTE FUNCTION label_events_stay();


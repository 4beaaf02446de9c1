-- A whole schema evolves at once: types, tables, keys, views, functions, triggers and policies.
CREATE SCHEMA clinic;
CREATE TYPE clinic.visit_state AS ENUM ('planned', 'arrived', 'done');
CREATE DOMAIN clinic.phone AS text CHECK (VALUE ~ '^[0-9 +]+$');
CREATE TABLE clinic.doctor (id serial PRIMARY KEY, name text NOT NULL, phone clinic.phone);
CREATE TABLE clinic.patient (
  id serial PRIMARY KEY,
  name text NOT NULL,
  phone clinic.phone,
  doctor_id integer REFERENCES clinic.doctor
);
CREATE TABLE clinic.visit (
  id serial PRIMARY KEY,
  patient_id integer NOT NULL REFERENCES clinic.patient,
  at timestamp NOT NULL,
  state clinic.visit_state NOT NULL DEFAULT 'planned',
  fee integer CHECK (fee >= 0)
);
CREATE INDEX visit_at ON clinic.visit (at);
CREATE FUNCTION clinic.visit_fee(p integer) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT sum(fee) FROM clinic.visit WHERE patient_id = p';
CREATE VIEW clinic.planned AS SELECT v.id, p.name, v.at FROM clinic.visit v JOIN clinic.patient p ON p.id = v.patient_id WHERE v.state = 'planned';
CREATE MATERIALIZED VIEW clinic.income AS SELECT date_trunc('month', at) AS month, sum(fee) AS fee FROM clinic.visit GROUP BY 1;
CREATE UNIQUE INDEX income_month ON clinic.income (month);
CREATE VIEW clinic.best_month AS SELECT month FROM clinic.income ORDER BY fee DESC LIMIT 1;
CREATE FUNCTION clinic.on_visit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER on_visit BEFORE UPDATE OF state, fee ON clinic.visit FOR EACH ROW EXECUTE FUNCTION clinic.on_visit();
COMMENT ON TABLE clinic.visit IS 'one for each appointment';

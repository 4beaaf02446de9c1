-- Functions whose bodies are texts run while columns, checks, indexes and materialized views are made: what they call is made before.
CREATE TABLE parcel (id integer PRIMARY KEY, code text NOT NULL);

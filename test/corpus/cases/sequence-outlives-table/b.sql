-- A sequence that a dropped table owned stays, for the default of another.
CREATE SEQUENCE old_order_id_seq AS integer;
CREATE TABLE new_order (id integer DEFAULT nextval('old_order_id_seq') PRIMARY KEY);
ALTER SEQUENCE old_order_id_seq OWNED BY new_order.id;

-- What PostgreSQL writes of IN lists over varchar changes once it is read again; nothing is lost by it.
CREATE TABLE ticket (id integer PRIMARY KEY, state varchar(10) DEFAULT 'new');

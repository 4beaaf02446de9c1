-- Tables with rows join and leave an inheritance tree, one of them with two parents.
CREATE TABLE person (id integer, name text);
CREATE TABLE payee (iban text);
CREATE TABLE employee (id integer, name text, iban text, salary numeric);
CREATE TABLE guest (id integer, name text, visit date) INHERITS (person);

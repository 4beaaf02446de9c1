-- Constraints that aren't validated become so, and the other way round.
CREATE TABLE shelf (id integer PRIMARY KEY);

CREATE TABLE volume (id integer PRIMARY KEY, shelf_id integer, pages integer, weight integer);
ALTER TABLE volume ADD CONSTRAINT volume_shelf FOREIGN KEY (shelf_id) REFERENCES shelf NOT VALID;
ALTER TABLE volume ADD CONSTRAINT has_pages CHECK (pages > 0) NOT VALID;
ALTER TABLE volume ADD CONSTRAINT has_weight CHECK (weight > 0);

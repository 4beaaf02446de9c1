SELECT nextval('ticket'), nextval('ticket'), nextval('down'), nextval('small');

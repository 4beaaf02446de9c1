INSERT INTO clinic.doctor (name, phone) VALUES ('Dr. A', '123');
INSERT INTO clinic.patient (name, phone) VALUES ('P', '+49 1');
INSERT INTO clinic.visit (patient_id, at, state, fee) VALUES (1, '2024-01-01 10:00:00', 'done', 50);

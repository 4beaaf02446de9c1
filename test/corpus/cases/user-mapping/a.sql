-- User mappings change their options with the server's, and come and go.
CREATE ROLE corpus_user NOLOGIN;
CREATE FOREIGN DATA WRAPPER corpus_wrapper;
CREATE SERVER depot FOREIGN DATA WRAPPER corpus_wrapper;
CREATE SERVER gone FOREIGN DATA WRAPPER corpus_wrapper;

CREATE USER MAPPING FOR corpus_user SERVER depot OPTIONS (username 'a', token 't');
CREATE USER MAPPING FOR PUBLIC SERVER gone;

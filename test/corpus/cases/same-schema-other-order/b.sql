-- Two texts of one schema, with everything in another order and another spelling, differ in nothing.
CREATE OR REPLACE FUNCTION public.two() RETURNS integer AS 'SELECT 2' LANGUAGE sql VOLATILE;
CREATE TYPE public.tone AS ENUM ('high', 'low');
CREATE SEQUENCE public.song_id_seq AS integer;
CREATE TABLE public.song (id integer NOT NULL DEFAULT nextval('song_id_seq'::regclass), singer_id integer, length interval, at timestamp with time zone DEFAULT now());
ALTER SEQUENCE song_id_seq OWNED BY song.id;
CREATE TABLE public.singer (id integer NOT NULL, name character varying(20) NOT NULL, tone tone);
ALTER TABLE singer ADD CONSTRAINT singer_pkey PRIMARY KEY (id);
ALTER TABLE singer ALTER tone SET DEFAULT 'low'::tone;
ALTER TABLE singer ADD CONSTRAINT singer_name_check CHECK ((name)::text <> ''::text);
ALTER TABLE ONLY song ADD CONSTRAINT song_singer_id_fkey FOREIGN KEY (singer_id) REFERENCES public.singer;
CREATE INDEX song_singer_id_idx ON public.song USING btree (singer_id ASC NULLS LAST);
CREATE VIEW low_songs AS SELECT s.id, s.singer_id, s.length, s.at FROM song s JOIN singer USING (id) WHERE singer.tone = 'low'::tone;
COMMENT ON TABLE song IS 'sung';

-- Pins: the database describes every function as migrate_help() does, with the volatility, parallel
-- safety and rights that its kind asks for.
CREATE EXTENSION migrate;

CREATE VIEW routine AS
SELECT p.oid, p.proname, p.prokind, p.provolatile, p.proparallel, p.proisstrict, p.prosecdef,
       p.proacl, replace(pg_get_function_arguments(p.oid), '::text', '') AS arguments
FROM pg_proc p
JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'migrate';

SELECT proname, prokind, provolatile, proparallel, proisstrict, prosecdef,
       has_function_privilege('public', oid, 'EXECUTE') AS public
FROM routine ORDER BY proname, arguments;

-- Neither side has a function, parameter, default or description that the other lacks.
CREATE VIEW described AS
SELECT proname || '(' || CASE prokind
           WHEN 'p' THEN regexp_replace(arguments, '^IN (.*), INOUT result text DEFAULT NULL$', '\1')
           ELSE arguments END || ')' AS signature,
       obj_description(oid, 'pg_proc') AS description
FROM routine WHERE proname <> 'migrate_record_ddl';
SELECT signature, description FROM described
EXCEPT SELECT regexp_replace(function, ' -> .*', ''), description FROM migrate_help();
SELECT regexp_replace(function, ' -> .*', '') AS signature, description FROM migrate_help()
EXCEPT SELECT signature, description FROM described;

-- Nothing without a comment.
SELECT pg_describe_object(classid, objid, 0)
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'migrate'
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  AND classid IN ('pg_proc'::regclass, 'pg_class'::regclass)
  AND pg_catalog.obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)) IS NULL;
SELECT attrelid::regclass, attname FROM pg_attribute
WHERE attrelid IN ('migrate_version'::regclass, 'migrate_script'::regclass,
                   'migrate_log'::regclass, 'migrate_settings'::regclass,
                   'migrate_model'::regclass, 'migrate_seal'::regclass,
                   'migrate_approval'::regclass, 'migrate_schema'::regclass,
                   'migrate_ddl_log'::regclass, 'migrate_progress'::regclass)
  AND attnum > 0 AND col_description(attrelid, attnum) IS NULL;

DROP VIEW described, routine;
DROP EXTENSION migrate;

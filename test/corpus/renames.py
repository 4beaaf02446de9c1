"""What tables hold, under the names that a change of the schema gives them."""


def renamed(held, names):
    """The same contents under the names that `names` gives to tables, columns and values: each a
    mapping, that of columns for each table's old name."""
    tables, values = names.get("tables", {}), names.get("values", {})
    moved = {}
    for address, table in held.tables.items():
        columns = names.get("columns", {}).get(address, {})
        moved[tables.get(address, address)] = table._replace(
            columns={columns.get(name, name): column for name, column in table.columns.items()},
            rows=[{columns.get(name, name): values.get(value, value) for name, value in row.items()}
                  for row in table.rows])
    return held._replace(tables=moved)


def inverse(names):
    """The names that lead back."""
    tables = names.get("tables", {})
    return {
        "tables": _swapped(tables),
        "values": _swapped(names.get("values", {})),
        "columns": {tables.get(table, table): _swapped(columns)
                    for table, columns in names.get("columns", {}).items()},
    }


def _swapped(mapping):
    return {new: old for old, new in mapping.items()}

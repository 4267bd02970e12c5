"""The readers' search. Pure but for ``keeping`` (the desk's side), ``reading`` and ``names``."""

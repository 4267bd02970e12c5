"""Most read, without anybody being followed.

A story's page says once, after some seconds of reading, which story it is. ``counting`` keeps in
the memory of a process what was said, ``keeping`` adds the sums to the database each minute, and
``ranking``, an errand of the worker, makes lists of them.
"""

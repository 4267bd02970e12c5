"""The programs that drew the demonstration newspaper's pictures. Never imported by the site."""

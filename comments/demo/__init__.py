"""The demonstration newspaper's readers: who they are and what they write, as files, and how
that gets under the stories."""

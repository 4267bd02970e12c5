"""The ways into an account: signing in, the second factor, and where one is signed in."""

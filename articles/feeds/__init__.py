"""The newspaper's lists as RSS 2.0, Atom and JSON Feed, each with whole stories."""

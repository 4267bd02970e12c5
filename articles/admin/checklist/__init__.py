"""The points before publication at the desk: asked of a story, and weighed by the chief."""

"""The only room that speaks SQL; it knows no Qt."""

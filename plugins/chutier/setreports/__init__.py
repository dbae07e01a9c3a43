"""The paper that comes with the rushes, read leniently; each reader says what it guessed."""

"""The paper that comes with a shoot: scene lists, as production offices and script supervisors export them."""
